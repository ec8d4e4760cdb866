import { history } from "../history.ts";
import type { Task } from "../task.ts";
import { itemGroups } from "./_item_groups.ts";
import { PoolTally } from "./_pool_tally.ts";
import { type ChiSquare, chiSquare } from "./chi_square.ts";
import { type Share, shareOf } from "./share_of.ts";

/** Whether negatives lie in their pools as uniform draws do. */
export interface NegativeSpread {
  /** Negatives that no draw could give: out of the pool, of the history, twice. It has to be 0. */
  readonly impossible: Share;
  /** Over the place modulo 8; null if too few were drawn. */
  readonly residues: ChiSquare | null;
  /** Over eighths of the domain's catalogue; null if too few were drawn. */
  readonly ranges: ChiSquare | null;
}

/**
 * Compares where the negatives of the test cases lie among their domain's items, by canonical index,
 * with what is left of the pool without the answer and the history: of each case, n draws from N items
 * of which e lie in a cell give n·e/N there, and vary by (N − n)/(N − 1) of what independent ones do.
 * Answers are not counted, so that popular ones change nothing. Pools are tested apart and summed.
 *
 * @returns null if the protocol draws none
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { negativeSpread } from "./negative_spread.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const spread = negativeSpread(task);
 * if (spread?.impossible.count !== 0 || spread.residues?.freedom !== 21) throw new Error("no draws");
 * ```
 */
export function negativeSpread(task: Task): NegativeSpread | null {
  const { protocol: { candidates: asked } } = task.protocol,
    { test, corpus, timeline } = task;
  if (asked.kind !== "sampled" || !test.candidates) return null;
  const { offsets, items } = test.candidates;
  const group = itemGroups(task), tallies = poolTallies(corpus, group);
  const seen = new Uint32Array(group.length); // case + 1 that barred the item or drew it
  let impossible = 0, negatives = 0;
  for (let i = 0; i < test.length; i++) {
    const d = test.domain[i], pool = 2 * d + (test.headline[i] ? 0 : 1), tally = tallies[pool];
    let left = tally.size;
    tally.begin();
    const bar = (item: number): void => {
      if (seen[item] === i + 1 || group[item] !== pool) return;
      seen[item] = i + 1;
      tally.bar(item);
      left--;
    };
    bar(test.target[i]);
    for (const row of history(task, test, i)) bar(timeline.item[row]);
    let drawn = 0;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const item = items[at];
      if (item === test.target[i]) continue;
      negatives++;
      if (seen[item] === i + 1 || group[item] !== pool) impossible++;
      else {
        seen[item] = i + 1;
        tally.draw(item);
        drawn++;
      }
    }
    tally.end(drawn, left);
  }
  return {
    impossible: shareOf(impossible, negatives),
    residues: chiSquare(tallies.map((tally) => tally.residues.cells())),
    ranges: chiSquare(tallies.map((tally) => tally.ranges.cells())),
  };
}

/** A tally per pool. */
function poolTallies({ catalogue }: Task["corpus"], group: Uint32Array): PoolTally[] {
  const { offsets, domains } = catalogue;
  const tallies = Array.from({ length: 2 * domains.length }, (_, pool) => {
    const from = offsets[pool >> 1];
    return new PoolTally({ from, size: offsets[(pool >> 1) + 1] - from });
  });
  group.forEach((pool, item) => tallies[pool].add(item));
  return tallies;
}
