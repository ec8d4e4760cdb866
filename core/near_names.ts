/**
 * The known names nearest to an unknown one, best first: at most three, none further than half its
 * length in edits. For errors that say `did you mean …?`.
 *
 * @example
 * ```ts
 * import { nearNames } from "./near_names.ts";
 * if (nearNames("popularty", ["markov", "popularity"])[0] !== "popularity") throw new Error("far");
 * ```
 */
export function nearNames(name: string, known: Iterable<string>): string[] {
  return [...known]
    .map((each) => ({ each, edits: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.max(2, name.length / 2))
    .sort((a, b) => a.edits - b.edits || (a.each < b.each ? -1 : 1))
    .slice(0, 3)
    .map(({ each }) => each);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, swap));
    }
    row = next;
  }
  return row[b.length];
}
