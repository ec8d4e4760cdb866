import { canonicalJson } from "../../core/canonical_json.ts";
import { RandomStream } from "../../core/random_stream.ts";
import type { SearchDimension } from "./search_dimension.ts";

type Config = Readonly<Record<string, unknown>>;

/** Draws in vain after which a space is taken to hold nothing new. */
const ATTEMPTS = 10_000;

/**
 * The configs of a search: the first is the one it starts from, the others are drawn at random, each
 * value independently (uniform over a list or a range, by ratio where it is `log`), and none twice.
 *
 * A trial depends on the seed, the method and the trials before it alone: a longer search begins with
 * those of a shorter one. Real values have six significant digits, so that they can be read and typed.
 *
 * @param base trial 0: defaults with what the person chose
 * @param search `method`: its id; `seed`: of the search; `trials`: how many are wanted
 * @returns as many as wanted, or fewer if the space holds no more; without dimensions the base alone
 *
 * @example
 * ```ts
 * import { trialConfigs } from "./trial_configs.ts";
 * const space = [{ kind: "list", key: "k", values: [10, 20, 30] }] as const;
 * const search = { method: "knn", seed: 1, trials: 8 };
 * const ks = trialConfigs({ k: 20 }, space, search).map(({ k }) => k);
 * if (ks[0] !== 20 || ks.toSorted().join() !== "10,20,30") throw new Error("not all of them");
 * ```
 */
export function trialConfigs(
  base: Config,
  space: readonly SearchDimension[],
  { method, seed, trials }: {
    readonly method: string;
    readonly seed: number;
    readonly trials: number;
  },
): Config[] {
  const configs = [base], met = new Set([canonicalJson(base)]);
  if (space.length === 0) return configs;
  while (configs.length < trials) {
    const stream = RandomStream.from(seed, "search", method, configs.length);
    const config = newConfig(base, { space, stream, met });
    if (!config) break;
    configs.push(config);
    met.add(canonicalJson(config));
  }
  return configs;
}

function newConfig(
  base: Config,
  { space, stream, met }: {
    readonly space: readonly SearchDimension[];
    readonly stream: RandomStream;
    readonly met: ReadonlySet<string>;
  },
): Config | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = Object.fromEntries(space.map((each) => [each.key, draw(each, stream)]));
    const config = { ...base, ...drawn };
    if (!met.has(canonicalJson(config))) return config;
  }
  return undefined;
}

function draw(dimension: SearchDimension, stream: RandomStream): unknown {
  if (dimension.kind === "list") return dimension.values[stream.below(dimension.values.length)];
  const { min, max, log, integer } = dimension;
  if (integer && !log) return Math.ceil(min) + stream.below(Math.floor(max) - Math.ceil(min) + 1);
  const share = stream.float();
  // A whole number by ratio: each owns the stretch from half below it to half above.
  const [low, high] = integer ? [Math.ceil(min) - 0.5, Math.floor(max) + 0.5] : [min, max];
  const value = log ? low * (high / low) ** share : low + (high - low) * share;
  const told = integer ? Math.round(value) : Number(value.toPrecision(6));
  return Math.min(max, Math.max(min, told));
}
