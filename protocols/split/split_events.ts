import type { Corpus } from "../../core/corpus.ts";
import type { IdHashes } from "../id_hashes.ts";
import type { Protocol } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { click } from "./click.ts";
import { globalTime } from "./global_time.ts";
import { leaveOneOut } from "./leave_one_out.ts";
import { openWorld } from "./open_world.ts";
import type { SplitResult } from "./split_result.ts";
import { timeWindows } from "./time_windows.ts";
import { users } from "./users.ts";

/**
 * Splits a timeline as the protocol says.
 *
 * @param from the data, and hashes of its raw ids under the protocol's seed
 * @throws {UserError} if the data cannot be split so
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { idHashes } from "../id_hashes.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { orderEvents } from "../order_events.ts";
 * import { splitEvents } from "./split_events.ts";
 * const corpus = await loadDataset("tundra-tiny");
 * const { protocol } = await loadProtocol("global-time-full@1"), { seed } = protocol;
 * const hashes = idHashes(corpus, seed), timeline = orderEvents(corpus, hashes, seed);
 * const { role } = splitEvents(timeline, protocol, { corpus, hashes });
 * if (role.length !== timeline.length) throw new Error("not a role per event");
 * ```
 */
export function splitEvents(
  timeline: Timeline,
  { split, seed }: Protocol,
  { corpus, hashes }: { corpus: Corpus; hashes: IdHashes },
): SplitResult {
  const { catalogue } = corpus;
  switch (split.kind) {
    case "leave-one-out":
      return leaveOneOut(timeline, split, catalogue);
    case "open-world":
      return openWorld(timeline, split, { catalogue, hashes, seed });
    case "time-windows":
      return timeWindows(timeline, split, catalogue);
    case "global-time":
      return globalTime(timeline, split, catalogue);
    case "click":
      return click(timeline, split, catalogue);
    case "users":
      return users(timeline, split, { catalogue, hashes, seed });
  }
  return split satisfies never;
}
