/** What to do about a case, by how its name begins. */
const CURES: readonly (readonly [start: string, cure: string])[] = [
  ["meta is complete", "set every field of meta as MethodMeta says"],
  ["defaults are", "keep numbers, strings, booleans, lists and plain objects in defaults"],
  ["space names", "give each key of defaults that is searched a list or { min, max }"],
  ["README has", "add a row `| `key` | default | why |` to README.md for each key of defaults"],
  ["scores an unknown user", "expect user −1: fall back on the history"],
  ["scores an empty history", "expect no event: fall back on popularity, or give NaN"],
  ["scores ", "expect items that training never met: give them a number, or NaN, not ±Infinity"],
  ["the same seed", "draw from a RandomStream of context.seed, and from nothing else"],
  ["another seed", "take every whole number below 2³² as a seed"],
  ["a config that went", "read no more from config than plain JSON holds"],
  ["fit leaves", "copy an array or the config before you change it"],
  ["score leaves", "copy what is in the batch before you change it"],
  [
    "no tensor is left",
    "make tensors inside a scope, and free the weights in [Symbol.asyncDispose]",
  ],
  ["resumed from", "keep epoch, weights and optimiser in a checkpoint, and draw by epoch"],
  ["loaded equals", "save every weight and whatever else score reads"],
  ["batches of", "compute a query from its own row: no mean, maximum or padding over the batch"],
  ["batch mates", "compute a query from its own row, and keep nothing between two"],
  ["a neighbour", "pad to a fixed length, or mask the padding"],
  ["later events", "read no history but the query's own"],
  ["earlier queries", "do not write to the model, or to a cache, in score"],
  ["candidates that are", "do not normalise over candidates, or over their places"],
  ["a whole pool", 'score { kind: "domain" } in the pool\'s order, as candidateLists lays it out'],
  ["vectors", "give score the sum ⟨query, item⟩ + bias of the same vectors"],
  ["asked again", "do not draw in score, and keep nothing between two calls"],
  ["adapted", "make a new scorer in adapt from copies, free it by its own dispose"],
  [
    "checkerboard",
    "see that what is learned of a user's items reaches the scores (--skip checkerboard " +
    "if it is meant to be the same for all)",
  ],
  [
    "cycle",
    "see that order reaches the scores (--skip cycle if the method is meant to be without)",
  ],
];

/**
 * What an author can do about a case of the conformance suite that fails.
 *
 * @example
 * ```ts
 * import { cureOf } from "./cure_of.ts";
 * if (!cureOf("cycle: the next item comes first").includes("order")) throw new Error("no cure");
 * ```
 */
export function cureOf(name: string): string {
  return CURES.find(([start]) => name.startsWith(start))?.[1] ?? "";
}
