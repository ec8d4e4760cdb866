import { candidateLists, type Method } from "@permafrost/bench/method";

/**
 * Popularity: an item's score is its number of training events, the same for every query.
 *
 * Static: it ignores `batch.popularity`, which grows with every closed interval, so that its rows
 * show what training alone knows.
 */
const popularity: Method = {
  meta: {
    contract: 1,
    id: "popularity",
    version: "1.0.0",
    title: "Popularity",
    citation: "Cremonesi, Koren, Turrin: Performance of Recommender Algorithms on Top-N " +
      "Recommendation Tasks (TopPop). RecSys 2010",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: {},
  fit({ events, catalogue }) {
    const count = new Float32Array(catalogue.items);
    for (const item of events.item) count[item]++;
    return Promise.resolve({
      score(batch) {
        const { items } = candidateLists(batch, catalogue);
        const scores = new Float32Array(items.length);
        for (let i = 0; i < items.length; i++) scores[i] = count[items[i]];
        return Promise.resolve(scores);
      },
    });
  },
};

export default popularity;
