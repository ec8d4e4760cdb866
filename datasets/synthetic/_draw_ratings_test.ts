import { assert } from "@std/assert";
import { assertShare } from "./_assert_share.ts";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";

Deno.test("drawRatings() gives 1 to 5, higher where user and item fit, without bearing on noise", () => {
  const [books, ...others] = plainConfig({}).domains;
  const noise = { userShare: 0.5, userRate: 0.5, itemShare: 0.1, itemRate: 0.2 };
  const config = plainConfig({ users: 1000, domains: [{ ...books, noise }, ...others] });
  const { corpus, truth } = generateTundra(config);
  const { offsets, item, rating } = corpus.interactions;
  assert(rating);
  const sums = [0, 1].map(() => ({ n: 0, high: 0, low: 0, highs: 0, lows: 0 }));
  const noisy = new Float64Array(6);
  for (let user = 0; user < 1000; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      assert([1, 2, 3, 4, 5].includes(rating[row]));
      const d = corpus.catalogue.domain[item[row]], cluster = truth.items.cluster[item[row]];
      const score = config.rating.taste * truth.taste[d][user * config.clusters + cluster] +
        config.rating.quality * truth.items.quality[item[row]];
      const sum = sums[truth.noise[row]];
      if (score > 0) sum.highs++;
      else sum.lows++;
      if (score > 0) sum.high += rating[row];
      else sum.low += rating[row];
      if (truth.noise[row]) noisy[rating[row]]++;
    }
  }
  const [signal, none] = sums.map(({ high, highs, low, lows }) => high / highs - low / lows);
  assert(signal > 0.8, `signal ${signal}`);
  const trials = noisy.reduce((sum, each) => sum + each, 0);
  assert(Math.abs(none) < 4 * Math.sqrt(2 * 4 / trials), `noise ${none}`);
  for (let stars = 1; stars <= 5; stars++) assertShare({ hits: noisy[stars], trials }, 0.2);
});
