/** What a hyper-parameter has to be: one of some texts, or a number of some kind. */
export type ConfigRule =
  | "count"
  | "positive"
  | "share"
  | "weight"
  | "flag"
  | readonly string[];

const NUMBERS = {
  count: {
    holds: (value: number) => Number.isInteger(value) && value >= 1,
    expected: "a whole number above 0",
  },
  positive: {
    holds: (value: number) => value > 0 && value < Infinity,
    expected: "a number above 0",
  },
  share: { holds: (value: number) => value >= 0 && value < 1, expected: "at least 0 and below 1" },
  weight: {
    holds: (value: number) => value >= 0 && value < Infinity,
    expected: "a number of at least 0",
  },
};

/** What some numbers may be at most, by key. */
const MOST = new Map([["epochs", 500], ["adaptEpochs", 498]]);

/**
 * Refuses a config that a method cannot be trained with. A rule is `count` (1, 2, …), `positive`,
 * `share` (0 up to, not including, 1), `weight` (0 or more), `flag` (true or false), or the texts that
 * are allowed. `epochs` may be 500 at most: each is validated, and the contract allows no more;
 * `adaptEpochs` 498, for `fineTune` validates twice beside.
 *
 * @param options `title` of the method; `rules` by hyper-parameter
 * @throws {RangeError} that names the first value that does not hold, and what was wanted
 *
 * @example
 * ```ts
 * import { checkConfig } from "./check_config.ts";
 * let message = "";
 * try {
 *   checkConfig({ epochs: 0 }, { title: "SASRec", rules: { epochs: "count" } });
 * } catch (error) {
 *   message = String(error);
 * }
 * if (!message.includes("epochs 0: expected a whole number above 0")) throw new Error("not refused");
 * ```
 */
export function checkConfig<C extends object>(
  config: C,
  { title, rules }: { title: string; rules: { readonly [Key in keyof C]?: ConfigRule } },
): void {
  for (const [key, value] of Object.entries(config)) {
    const rule = new Map<string, ConfigRule | undefined>(Object.entries(rules)).get(key);
    const most = MOST.get(key) ?? Infinity;
    const expected = rule && expectedUnless(value, rule) ||
      (value > most ? `at most ${most}` : "");
    if (expected === "") continue;
    throw new RangeError(
      `Cannot train ${title} with ${key} ${JSON.stringify(value)}: expected ${expected}`,
    );
  }
}

/** What was wanted instead of a value, or nothing. */
function expectedUnless(value: unknown, rule: ConfigRule): string {
  if (rule === "flag") return typeof value === "boolean" ? "" : "true or false";
  if (typeof rule !== "string") {
    return rule.some((each) => each === value) ? "" : `one of "${rule.join('", "')}"`;
  }
  const { holds, expected } = NUMBERS[rule];
  return typeof value === "number" && holds(value) ? "" : expected;
}
