import type { RunRecord } from "../../leaderboard/schema/run_record.ts";
import type { Protocol } from "../../protocols/protocol.ts";
import type { KnownCost } from "./known_cost.ts";
import { runSize } from "./run_size.ts";

/** Most seconds that opening a process takes: what is over it went into ranking what stands beside. */
const START = 2;

/**
 * What a record says of the cost of its run.
 *
 * @param protocol the one that the record names
 *
 * @example
 * ```ts
 * import example from "../../leaderboard/schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { costOfRecord } from "./cost_of_record.ts";
 * const record = parseRecord(JSON.stringify(example));
 * const { protocol } = await loadProtocol("leave-one-out-99@1");
 * const { seconds } = costOfRecord(record, protocol), { total } = record.circumstances.seconds;
 * const sum = Object.values(seconds).reduce((sum, each) => sum + each, 0);
 * if (sum < total - 1e-9) throw new Error("time is lost");
 * ```
 */
export function costOfRecord(
  { result, circumstances }: RunRecord,
  protocol: Pick<Protocol, "candidates">,
): KnownCost {
  const { method, device, task, dataset, config } = result;
  const { seconds: { fit, validate, score, total }, peakMemoryBytes } = circumstances;
  const rest = Math.max(0, total - fit - validate - score), start = Math.min(rest, START);
  const { id, version } = result.protocol;
  return {
    method: method.id,
    device,
    fingerprint: task.fingerprint,
    about: `${dataset.id}, ${id}@${version}`,
    size: runSize(protocol, {
      counts: task.counts,
      items: dataset.items,
      domains: dataset.domains.length,
      config,
    }),
    seconds: { start, fit, validate, score: score + rest - start },
    memoryBytes: peakMemoryBytes,
  };
}
