import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { predictedBias, shareBeyond, trials } from "./_estimator_trials.ts";
import { guess, ratedDomain, type Recipe } from "./_rated_world.ts";
import { type GuessedDomain, printedTailBound, tailBound } from "./_tail_bound.ts";

// A few draws of `deno task study estimators`; docs/results/amid-estimators.md has the figures.
const DRAWS = 400;
const domains = [0.05, 0.3].map((shift) => ratedDomain(1, { users: 20, items: 20, shift }));
const guessed = (imputed: Recipe, scored: Recipe): GuessedDomain[] =>
  domains.map((domain, seed) => ({ domain, guess: guess(domain, { seed, imputed, scored }) }));
const drawn = (imputed: Recipe, scored: Recipe) =>
  trials(guessed(imputed, scored), { draws: DRAWS, seed: 2 });

Deno.test("the doubly robust estimator is unbiased if p̂ or ê is right", () => {
  const right = drawn("wrong", "true"), imputed = drawn("true", "wrong")["doubly-robust"];
  for (const { bias, error } of [right.ips, right["doubly-robust"]]) {
    assert(Math.abs(bias) < 4 * error);
  }
  assert(Math.abs(right.naive.bias) > 4 * right.naive.error, "a world without selection");
  assertAlmostEquals(imputed.bias, 0, 1e-12);
  assertAlmostEquals(imputed.rmse, 0, 1e-12);
});

Deno.test("its bias is what lemma 4.1 says if both are wrong", () => {
  const { bias, error } = drawn("wrong", "wrong")["doubly-robust"];
  const [a, b] = predictedBias(guessed("wrong", "wrong"));
  assert(Math.abs(bias + (a + b) / 2) < 4 * error);
  assert(Math.abs(bias) > 4 * error, "a simulation in which nothing can go wrong");
});

Deno.test("the tail bound is Hoeffding's, on numbers worked out by hand", () => {
  const domain = (error: number[]) => ({
    error: Float64Array.from(error),
    propensity: Float64Array.from(error, () => 0.5),
  });
  const imputed = [0.5, 0.5], propensity = [0.5, 0.25];
  const hand = [domain([1, 0.75]), domain([0.5])].map((domain) => ({
    domain,
    guess: { imputed: imputed.slice(0, domain.error.length), propensity },
  }));
  // δ / p̂ is 1 and 1 in the first domain, 0 in the second: (1 + 1) / (2 · 2)² = 1/8.
  assertAlmostEquals(tailBound(hand, 0.5), Math.sqrt(Math.log(4) / 2 / 8), 1e-12);
  // 2 / 2 over 2 · 2 · 3².
  assertAlmostEquals(printedTailBound(hand, 0.5), Math.sqrt(Math.log(4) / 36), 1e-12);
});

Deno.test("draws keep inside the tail bound, but not inside the printed one", () => {
  const robust = drawn("noisy", "noisy")["doubly-robust"], noisy = guessed("noisy", "noisy");
  assert(shareBeyond(robust, tailBound(noisy, 0.05)) <= 0.05);
  assert(shareBeyond(robust, printedTailBound(noisy, 0.05)) > 0.5);
  for (const { domain, guess } of noisy) {
    assertEquals(guess.imputed.length, domain.error.length);
    assert(domain.error.every((e, i) => guess.imputed[i] >= 0 && guess.imputed[i] <= 2 * e));
  }
});
