import {
  candidateLists,
  type Histories,
  type Method,
  type TrainView,
} from "@permafrost/bench/method";

/** Hyper-parameters of `item_knn`. */
export interface ItemKnnConfig {
  /**
   * Most neighbours kept per item. Fewer lose much where items are rare, and gain next to nothing
   * where they are common (README).
   */
  readonly k: number;
  /**
   * Added to the denominator of the cosine: pulls similarities that few users vouch for towards 0,
   * half-way at 20 users. 0 is the plain cosine, as published; 20 is ahead of it wherever items are
   * rare (README).
   */
  readonly shrinkage: number;
}

/**
 * Item-based nearest neighbours: a candidate's score is the sum of its cosine similarities to the
 * items of the history, over the k nearest neighbours of each.
 *
 * sim(i, j) = |U_i ∩ U_j| / (√(|U_i| · |U_j|) + shrinkage), with U_i the users who had item i in training
 */
const itemKnn: Method<ItemKnnConfig> = {
  meta: {
    contract: 1,
    id: "item_knn",
    version: "1.0.0",
    title: "Item k-nearest neighbours (cosine)",
    citation:
      "Deshpande, Karypis: Item-Based Top-N Recommendation Algorithms. ACM TOIS 22(1), 2004",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: { k: 500, shrinkage: 20 },
  space: { k: [50, 100, 200, 500, 1000], shrinkage: [0, 5, 20, 100] },
  fit(train, config) {
    check(config);
    const { catalogue } = train;
    const near = neighbours(train, config);
    const sum = new Float64Array(catalogue.items);
    return Promise.resolve({
      score(batch) {
        const { offsets, items } = candidateLists(batch, catalogue);
        const scores = new Float32Array(items.length);
        for (let q = 0; q < batch.length; q++) {
          const history = distinctItems(batch.history, q);
          for (const item of history) {
            for (let n = near.offsets[item]; n < near.offsets[item + 1]; n++) {
              sum[near.item[n]] += near.similarity[n];
            }
          }
          for (let i = offsets[q]; i < offsets[q + 1]; i++) scores[i] = sum[items[i]];
          for (const item of history) {
            for (let n = near.offsets[item]; n < near.offsets[item + 1]; n++) sum[near.item[n]] = 0;
          }
        }
        return Promise.resolve(scores);
      },
    });
  },
};

function check({ k, shrinkage }: ItemKnnConfig): void {
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(`Cannot fit with k ${k}: out of range, expected a whole number ≥ 1`);
  }
  if (!(shrinkage >= 0 && shrinkage < Infinity)) {
    throw new RangeError(
      `Cannot fit with shrinkage ${shrinkage}: out of range, expected a number ≥ 0`,
    );
  }
}

/** Sparse rows: row r holds the columns `column[offsets[r]]` up to `column[offsets[r + 1]]`, ascending. */
interface Rows {
  readonly offsets: Uint32Array;
  readonly column: Uint32Array;
}

/** The `k` nearest neighbours of each item, none of similarity 0. */
interface Neighbours {
  readonly offsets: Uint32Array;
  readonly item: Uint32Array;
  readonly similarity: Float32Array;
}

/**
 * Every item's neighbours, one item at a time: it meets only items of the users it has, so that time
 * grows with Σ_u |I_u|² and memory with the neighbours kept. At the cut, ties go to the lower index,
 * which the run seed has shuffled.
 */
function neighbours(train: TrainView, { k, shrinkage }: ItemKnnConfig): Neighbours {
  const items = train.catalogue.items;
  const itemsOf = distinctRows(train), usersOf = transpose(itemsOf, items);
  const size = (item: number) => usersOf.offsets[item + 1] - usersOf.offsets[item];
  const most = mostNeighbours(itemsOf, usersOf, k);
  const near = {
    offsets: new Uint32Array(items + 1),
    item: new Uint32Array(most),
    similarity: new Float32Array(most),
  };
  const common = new Uint32Array(items), met = new Uint32Array(items);
  const similarity = new Float64Array(items);
  for (let i = 0, kept = 0; i < items; i++) {
    let length = 0;
    for (let u = usersOf.offsets[i]; u < usersOf.offsets[i + 1]; u++) {
      const user = usersOf.column[u];
      for (let e = itemsOf.offsets[user]; e < itemsOf.offsets[user + 1]; e++) {
        const j = itemsOf.column[e];
        if (j !== i && common[j]++ === 0) met[length++] = j;
      }
    }
    met.subarray(0, length).sort();
    for (let m = 0; m < length; m++) {
      similarity[m] = common[met[m]] / (Math.sqrt(size(i) * size(met[m])) + shrinkage);
      common[met[m]] = 0;
    }
    let { least, ties } = cut(similarity.subarray(0, length), k);
    for (let m = 0; m < length; m++) {
      if (similarity[m] > least || (similarity[m] === least && ties-- > 0)) {
        near.item[kept] = met[m];
        near.similarity[kept++] = similarity[m];
      }
    }
    near.offsets[i + 1] = kept;
  }
  return near;
}

/** Where the `k` largest values end: the least of them, and how many equal to it are among them. */
function cut(values: Float64Array, k: number): { least: number; ties: number } {
  if (values.length <= k) return { least: 0, ties: 0 };
  const sorted = values.slice().sort(), first = sorted.length - k;
  let ties = 1;
  while (first + ties < sorted.length && sorted[first + ties] === sorted[first]) ties++;
  return { least: sorted[first], ties };
}

/** No item has more neighbours than k, or than its users have other items. */
function mostNeighbours(itemsOf: Rows, usersOf: Rows, k: number): number {
  let most = 0;
  for (let i = 0; i + 1 < usersOf.offsets.length; i++) {
    let others = 0;
    for (let u = usersOf.offsets[i]; u < usersOf.offsets[i + 1] && others < k; u++) {
      const user = usersOf.column[u];
      others += itemsOf.offsets[user + 1] - itemsOf.offsets[user] - 1;
    }
    most += Math.min(k, others);
  }
  return most;
}

/** The distinct items of each user. */
function distinctRows({ users, events }: TrainView): Rows {
  const offsets = new Uint32Array(users + 1), column = new Uint32Array(events.item.length);
  for (let u = 0; u < users; u++) {
    const items = distinctItems(events, u);
    column.set(items, offsets[u]);
    offsets[u + 1] = offsets[u] + items.length;
  }
  return { offsets, column: column.subarray(0, offsets[users]) };
}

/** Rows as columns: which rows hold each column. */
function transpose({ offsets, column }: Rows, columns: number): Rows {
  const starts = new Uint32Array(columns + 1), rows = new Uint32Array(column.length);
  for (const c of column) starts[c + 1]++;
  for (let c = 0; c < columns; c++) starts[c + 1] += starts[c];
  const at = starts.slice();
  for (let r = 0; r + 1 < offsets.length; r++) {
    for (let e = offsets[r]; e < offsets[r + 1]; e++) rows[at[column[e]]++] = r;
  }
  return { offsets: starts, column: rows };
}

/** The distinct items of a sequence, ascending. */
function distinctItems({ offsets, item }: Histories, sequence: number): Uint32Array {
  const sorted = item.slice(offsets[sequence], offsets[sequence + 1]).sort();
  return sorted.filter((each, i) => i === 0 || each !== sorted[i - 1]);
}

export default itemKnn;
