import type { Timeline } from "../timeline.ts";

/**
 * Every sequence of a timeline, user after user: a user's events over all domains, or those in each
 * domain that the user has, in the order in which the domains are met.
 *
 * @param options `by`: what a sequence is; `domain`: of each item
 * @returns timeline rows, to be read before the next sequence is asked for
 *
 * @example
 * ```ts
 * import { eachSequence } from "./each_sequence.ts";
 * const item = Uint32Array.of(0, 1, 0), time = new Float64Array(3);
 * const timeline = { length: 3, offsets: Uint32Array.of(0, 3), item, time };
 * const options = { by: "user-domain", domain: Uint8Array.of(7, 5) } as const;
 * const rows = Array.from(eachSequence(timeline, options), ({ rows }) => rows.join());
 * if (rows.join(" ") !== "0,2 1") throw new Error("not a sequence a domain");
 * ```
 */
export function* eachSequence(
  { offsets, item }: Timeline,
  { by, domain }: { by: "user" | "user-domain"; domain: Uint8Array },
): Generator<{ user: number; rows: readonly number[] }, void> {
  const rows: number[][] = Array.from({ length: by === "user" ? 1 : 256 }, () => []);
  const met: number[] = [];
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const sequence = by === "user" ? 0 : domain[item[row]];
      if (rows[sequence].length === 0) met.push(sequence);
      rows[sequence].push(row);
    }
    for (const sequence of met) {
      yield { user, rows: rows[sequence] };
      rows[sequence].length = 0;
    }
    met.length = 0;
  }
}
