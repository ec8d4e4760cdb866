import { labelKey } from "../../core/label_key.ts";
import { philox4x32 } from "../../core/philox.ts";
import type { Task } from "../task.ts";
import { rankedPool } from "./_ranked_pool.ts";
import { firstAtLeast } from "./_search_ascending.ts";
import { type ChiSquare, chiSquare } from "./chi_square.ts";

/** Parts that the places 1 … n of a case are cut into. */
const BINS = 8;

/** Where answers stand by canonical index among their candidates. */
export interface IndexPlaces {
  /** Answers per eighth of the places, lowest index first: one case per item that is an answer. */
  readonly observed: readonly number[];
  /** What places without a meaning would give. */
  readonly expected: readonly number[];
  /** Of the two; null if there are too few answers. */
  readonly places: ChiSquare | null;
}

/**
 * Whether the index of an item, which is the order of the raw ids, tells that it is an answer: without
 * such a meaning every place among the candidates is as likely. A popular item is the answer of many
 * cases, all of them at about the same place, so that one of them is chosen by a hash.
 *
 * If answers are a large part of the pool, they vary less than the test allows: it finds less.
 *
 * @returns null if there is nothing but the answer to choose from
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { indexPlaces } from "./index_places.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const found = indexPlaces(task), items = new Set(task.test.target).size;
 * if (found?.observed.reduce((sum, n) => sum + n, 0) !== items) throw new Error("not one an item");
 * ```
 */
export function indexPlaces(task: Task): IndexPlaces | null {
  if (task.protocol.protocol.candidates.kind === "shown") return null;
  const placeOf = task.test.candidates
    ? listPlaces(task.test.target, task.test.candidates)
    : poolPlaces(task);
  const observed = new Float64Array(BINS), expected = new Float64Array(BINS);
  for (const i of chosenCases(task)) {
    const { below, ranked } = placeOf(i);
    if (ranked < 2) continue;
    observed[Math.floor(below * BINS / ranked)]++;
    // Places do not always fall into equal eighths.
    for (let bin = 0; bin < BINS; bin++) {
      const places = Math.ceil((bin + 1) * ranked / BINS) - Math.ceil(bin * ranked / BINS);
      expected[bin] += places / ranked;
    }
  }
  return {
    observed: [...observed],
    expected: [...expected],
    places: chiSquare([{ observed, expected, shrink: 1 }]),
  };
}

/** Of each item that is an answer, the case with the smallest hash of user and item. */
function chosenCases({ test, protocol, corpus }: Task): Uint32Array {
  const [k0, k1] = labelKey(protocol.protocol.seed, "index-places"), out = new Uint32Array(4);
  const chosen = new Uint32Array(corpus.catalogue.length); // case + 1
  const least = new Float64Array(corpus.catalogue.length);
  for (let i = 0; i < test.length; i++) {
    const item = test.target[i];
    philox4x32(out, test.user[i], item, test.event[i], 0, k0, k1);
    if (chosen[item] !== 0 && least[item] <= out[0]) continue;
    chosen[item] = i + 1;
    least[item] = out[0];
  }
  return chosen.filter((each) => each > 0).map((each) => each - 1);
}

type Place = { readonly below: number; readonly ranked: number };

function listPlaces(
  target: Uint32Array,
  { offsets, items }: { offsets: Uint32Array; items: Uint32Array },
): (index: number) => Place {
  return (i) => {
    let below = 0;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) below += Number(items[at] < target[i]);
    return { below, ranked: offsets[i + 1] - offsets[i] };
  };
}

function poolPlaces(task: Task): (index: number) => Place {
  const { poolOf, pools, out } = rankedPool(task), { target } = task.test;
  return (i) => {
    const pool = pools[poolOf(i)], gone = out(i);
    const below = firstAtLeast(pool, target[i]) - gone.filter((item) => item < target[i]).length;
    return { below, ranked: pool.length - gone.length };
  };
}
