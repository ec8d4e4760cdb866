import {
  candidateLists,
  type Catalogue,
  type Method,
  type Popularity,
  type Scorer,
} from "@permafrost/bench/method";

/**
 * Recent popularity, PreRec's POP: items by their events in the last closed interval; of equally many,
 * by those in all closed intervals. Nothing is learned: an exam's own past is all it looks at.
 */
const recentPopularity: Method = {
  meta: {
    contract: 1,
    id: "recent_popularity",
    version: "1.0.0",
    title: "Recent popularity",
    citation: "POP of Lin et al., Pre-trained recommender systems: a causal debiasing " +
      "perspective, WSDM 2024, appendix B",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: {},
  fit: ({ catalogue }) => Promise.resolve(scorerOf(catalogue)),
};

function scorerOf(catalogue: Catalogue): Scorer {
  /** What was shown last, and its places: the frames of an interval share them. */
  let shown: Counts = { last: new Uint32Array(), total: new Uint32Array() };
  let place = new Float32Array();
  return {
    score({ popularity, ...batch }) {
      if (!equal(popularity.last, shown.last) || !equal(popularity.total, shown.total)) {
        place = places(popularity);
        shown = popularity;
      }
      const { items } = candidateLists(batch, catalogue), scores = new Float32Array(items.length);
      for (let i = 0; i < items.length; i++) scores[i] = place[items[i]];
      return Promise.resolve(scores);
    },
    adapt: (target) => Promise.resolve(scorerOf(target.catalogue)),
  };
}

type Counts = Pick<Popularity, "last" | "total">;

/**
 * How many different pairs (last, total) there are below an item's own, in lexicographic order: 0 for
 * the least popular. A sum such as last + total / (1 + most) orders them so in real numbers, but not in
 * a float32, which keeps no fraction beside a large count. These are whole numbers below 2²⁴, and exact:
 * so many different pairs would take more than 10¹⁰ events.
 */
function places({ last, total }: Counts): Float32Array<ArrayBuffer> {
  const order = last.map((_, item) => item)
    .sort((a, b) => last[a] - last[b] || total[a] - total[b]);
  const place = new Float32Array(order.length);
  for (let i = 1; i < order.length; i++) {
    const item = order[i], before = order[i - 1];
    const isMore = last[item] !== last[before] || total[item] !== total[before];
    place[item] = place[before] + (isMore ? 1 : 0);
  }
  return place;
}

function equal(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((each, i) => each === other[i]);
}

export default recentPopularity;
