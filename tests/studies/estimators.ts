/**
 * `deno task study estimators`: does AMID's doubly robust estimator keep what the paper promises, in
 * worlds in which every error and every propensity is known?
 *
 * @module
 */
import {
  type Estimator,
  inaccuracy,
  predictedBias,
  shareBeyond,
  type Trials,
  trials,
} from "./_estimator_trials.ts";
import { guess, ratedDomain, type Recipe } from "./_rated_world.ts";
import { type GuessedDomain, printedTailBound, tailBound } from "./_tail_bound.ts";

const DRAWS = 4000, SEED = 20261121, ETA = 0.05;
const domains = [
  ratedDomain(SEED, { users: 40, items: 50, shift: 0.05 }),
  ratedDomain(SEED, { users: 30, items: 30, shift: 0.3 }),
];
const guessed = (imputed: Recipe, scored: Recipe): GuessedDomain[] =>
  domains.map((domain, z) => ({ domain, guess: guess(domain, { seed: z, imputed, scored }) }));
/** ê that is a multiple of e, with noisy p̂. */
const multiple = (factor: number): GuessedDomain[] =>
  guessed("true", "noisy").map(({ domain, guess }) => ({
    domain,
    guess: { ...guess, imputed: domain.error.map((each) => factor * each) },
  }));

const names: readonly Estimator[] = ["naive", "ips", "doubly-robust"];
const lines = [
  "| p̂ | ê | estimator | bias | its standard error | RMSE |",
  "| --- | --- | --- | ---: | ---: | ---: |",
];
const found = new Map<string, Record<Estimator, Trials>>();
for (
  const [scored, imputed] of [
    ["true", "wrong"],
    ["wrong", "true"],
    ["wrong", "wrong"],
    ["noisy", "noisy"],
  ] as const
) {
  console.error(`${scored} p̂, ${imputed} ê …`);
  const all = trials(guessed(imputed, scored), { draws: DRAWS, seed: SEED });
  found.set(`${scored} ${imputed}`, all);
  for (const name of names) {
    const cells = [all[name].bias, all[name].error, all[name].rmse].map((each) => each.toFixed(5));
    lines.push(`| ${[scored, imputed, name, ...cells].join(" | ")} |`);
  }
}

const of = (key: string, name: Estimator): Trials => {
  const all = found.get(key);
  if (all === undefined) throw new Error(`Cannot find the trials of "${key}", expected them`);
  return all[name];
};
/** Within 4 standard errors, or the rounding of a sum that has none. */
const isNear = (difference: number, { error }: Trials) => Math.abs(difference) <= 4 * error + 1e-12;
const isUnbiased = (each: Trials) => isNear(each.bias, each);

/** p̂ half too high; ê too low in the first domain, too high in the second: ΣΔδ of either sign. */
const opposed = domains.map((domain, z): GuessedDomain => {
  const propensity = domain.propensity.map((each) => Math.min(1, 1.5 * each));
  return { domain, guess: { imputed: domain.error.map(() => z), propensity } };
});
const average = (values: Float64Array) =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const expected = predictedBias(opposed), signed = -average(expected);
const unsigned = average(expected.map(Math.abs));
const { "doubly-robust": both } = trials(opposed, { draws: DRAWS, seed: SEED });
lines.push(
  `| 1.5 p | ${["0, 1", "doubly-robust", both.bias.toFixed(5)].join(" | ")} | ${
    [both.error, both.rmse].map((each) => each.toFixed(5)).join(" | ")
  } |`,
);
const claims: [string, boolean][] = [
  ["naive is unbiased", isUnbiased(of("true wrong", "naive"))],
  ["true p̂, wrong ê: IPS is unbiased", isUnbiased(of("true wrong", "ips"))],
  ["true p̂, wrong ê: DR is unbiased (4.1)", isUnbiased(of("true wrong", "doubly-robust"))],
  ["wrong p̂, true ê: DR is unbiased (4.1)", isUnbiased(of("wrong true", "doubly-robust"))],
  ["wrong p̂, true ê: IPS is unbiased", isUnbiased(of("wrong true", "ips"))],
  ["both wrong: DR is unbiased", isUnbiased(of("wrong wrong", "doubly-robust"))],
  [
    `1.5 p and 0, 1: DR's bias is ${signed.toFixed(5)}, signs as in equation 22`,
    isNear(both.bias - signed, both),
  ],
  [
    `1.5 p and 0, 1: its size is ${unsigned.toFixed(5)}, an absolute value per domain (17, 23)`,
    isNear(Math.abs(both.bias) - unsigned, both),
  ],
  [
    "both noisy: DR has the smallest RMSE",
    of("noisy noisy", "doubly-robust").rmse <
      Math.min(of("noisy noisy", "ips").rmse, of("noisy noisy", "naive").rmse),
  ],
];

lines.push(
  "",
  `| p̂ | ê | estimator | bound | draws beyond it | bound as printed | draws beyond that |`,
  "| --- | --- | --- | ---: | ---: | ---: | ---: |",
);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const bounded = { holds: true, lower: true, printed: true };
const cases = { noisy: guessed("noisy", "noisy"), "2e": multiple(2), "3e": multiple(3) };
for (const [imputed, all] of Object.entries(cases)) {
  const none = all.map(({ domain, guess }) => {
    return { domain, guess: { ...guess, imputed: new Float64Array(domain.error.length) } };
  });
  const drawn = trials(all, { draws: DRAWS, seed: SEED + 1 });
  const bounds = { ips: tailBound(none, ETA), "doubly-robust": tailBound(all, ETA) };
  for (const [name, guesses] of [["ips", none], ["doubly-robust", all]] as const) {
    const bound = bounds[name], other = printedTailBound(guesses, ETA);
    const beyond = [shareBeyond(drawn[name], bound), shareBeyond(drawn[name], other)];
    bounded.holds &&= beyond[0] <= ETA;
    bounded.printed &&= beyond[1] <= ETA;
    const cells = [bound.toFixed(5), percent(beyond[0]), other.toFixed(7), percent(beyond[1])];
    lines.push(`| ${["noisy", imputed, name, ...cells].join(" | ")} |`);
  }
  const lower = bounds["doubly-robust"] <= bounds.ips * (1 + 1e-12);
  if (imputed !== "3e") bounded.lower &&= lower;
  else claims.push(["ê = 3e: DR's bound is at most that of IPS (outside 4.2)", lower]);
}
claims.push(
  ["0 ≤ ê ≤ 2e: DR's bound is at most that of IPS (4.2)", bounded.lower],
  [`at most ${percent(ETA)} of the draws are beyond the bound`, bounded.holds],
  [`at most ${percent(ETA)} of the draws are beyond the bound as printed (12)`, bounded.printed],
);
lines.push("", "| claim | verdict |", "| --- | --- |");
for (const [claim, holds] of claims) {
  lines.push(`| ${claim} | ${holds ? "holds" : "does not hold"} |`);
}
console.log([`P = ${inaccuracy(opposed).toFixed(5)}`, "", ...lines].join("\n"));
