import { UserError } from "../../core/user_error.ts";
import type { ClickSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { EventRole } from "./event_role.ts";
import { markRepeats } from "./mark_repeats.ts";
import type { SplitResult } from "./split_result.ts";

/**
 * Clicks in a target domain, told from what the user did there and in a source domain. A user's last
 * event of the target is the test answer, the one before it the validation answer; earlier events of
 * both domains are training. Users with too few target events, or without a source event before their
 * validation answer, leave the task, as do the events of other domains and what follows the test
 * answer. What is asked of an answer is its label, so that repeats are asked, too.
 *
 * @param split the domains and the least number of target events
 * @param catalogue domain names, number of items, and domain per item
 * @throws {UserError} if there are no two such domains
 *
 * @example
 * ```ts
 * import { click } from "./click.ts";
 * const item = Uint32Array.of(0, 1, 2, 1, 0), time = Float64Array.of(1, 2, 3, 4, 5);
 * const timeline = { length: 5, offsets: Uint32Array.of(0, 5), item, time };
 * const split = { kind: "click", minimumEvents: 2, likedAbove: 3, source: "a", target: "b" } as const;
 * const catalogue = { length: 3, domains: ["a", "b"], domain: Uint8Array.of(0, 1, 1) };
 * const { role } = click(timeline, split, catalogue);
 * if (role.join() !== "0,0,1,2,4") throw new Error("not training, validation, test, dropped");
 * ```
 */
export function click(
  timeline: Timeline,
  { minimumEvents, source: sourceName, target: targetName }: ClickSplit,
  catalogue: {
    readonly length: number;
    readonly domains: readonly string[];
    readonly domain: Uint8Array;
  },
): SplitResult {
  const { offsets, item, length } = timeline;
  const [source, target] = [sourceName, targetName].map((name) => catalogue.domains.indexOf(name));
  if (source < 0 || target < 0 || source === target) {
    throw new UserError(
      `Cannot ask for clicks in "${targetName}" after "${sourceName}": the data has the domains "${
        catalogue.domains.join('", "')
      }", expected two of them`,
    );
  }
  const role = new Uint8Array(length).fill(EventRole.dropped);
  const repeat = markRepeats(timeline, catalogue.length);
  let repeats = 0, sequencesWithoutCases = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    const from = offsets[user], to = offsets[user + 1], answers: number[] = [];
    for (let row = from; row < to; row++) {
      if (catalogue.domain[item[row]] === target) answers.push(row);
    }
    const [validation, test] = answers.slice(-2);
    let first = from; // source event
    while (first < validation && catalogue.domain[item[first]] !== source) first++;
    if (answers.length < minimumEvents || !(first < validation)) {
      if (to > from) sequencesWithoutCases++;
      continue;
    }
    for (let row = from; row <= test; row++) {
      const domain = catalogue.domain[item[row]];
      if (domain !== source && domain !== target) continue;
      role[row] = row < validation ? EventRole.training : EventRole.between;
      repeats += repeat[row];
    }
    role[validation] = EventRole.validation;
    role[test] = EventRole.test;
  }
  return {
    role,
    visible: new Uint8Array(length).fill(1),
    counted: new Uint8Array(length).fill(1),
    slices: {},
    repeats,
    sequencesWithoutCases,
  };
}
