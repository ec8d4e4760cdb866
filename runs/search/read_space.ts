import { PluginFailure } from "../../plugins/plugin_failure.ts";
import type { SearchDimension } from "./search_dimension.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * A method's search space, checked: what came through the wall is plain JSON, but whether it can be
 * searched is seen here.
 *
 * @param space as the method has it
 * @param of `method`: its id; `defaults`: its defaults, whose keys alone can be searched; `fixed`: keys
 * that the person has chosen, which stay as they are
 * @returns a dimension per key, in order of the keys' code units
 * @throws {PluginFailure} "contract" on a key that the defaults lack, an empty list, a range without
 * numbers in it
 *
 * @example
 * ```ts
 * import { readSpace } from "./read_space.ts";
 * const space = { rate: { min: 0.001, max: 0.1, log: true }, k: [10, 20], size: [1, 2] };
 * const of = { method: "knn", defaults: { rate: 0.01, k: 10, size: 1 }, fixed: ["size"] };
 * const keys = readSpace(space, of).map(({ key }) => key);
 * if (keys.join() !== "k,rate") throw new Error("not what is free");
 * ```
 */
export function readSpace(
  space: Json,
  { method, defaults, fixed = [] }: {
    readonly method: string;
    readonly defaults: Json;
    readonly fixed?: readonly string[];
  },
): SearchDimension[] {
  const refuse = (key: string, found: string, wanted: string): never => {
    throw new PluginFailure(
      "contract",
      `Cannot search the space of "${method}": its "${key}" is ${found}, expected ${wanted}`,
    );
  };
  return Object.keys(space).sort().filter((key) => !fixed.includes(key)).map((key) => {
    const found = space[key], shown = JSON.stringify(found);
    if (!Object.hasOwn(defaults, key)) refuse(key, "no config value", "a key of its defaults");
    if (Array.isArray(found)) {
      return found.length > 0
        ? { kind: "list", key, values: found }
        : refuse(key, shown, "at least one value");
    }
    const { min, max, log, integer } = isObject(found) ? found : {};
    if (typeof min !== "number" || typeof max !== "number" || !(min <= max)) {
      return refuse(key, shown, "a list of values, or a range {min, max} with min ≤ max");
    }
    if (log === true && !(min > 0)) refuse(key, shown, "min > 0 where log is true");
    if (integer === true && Math.floor(max) < Math.ceil(min)) {
      refuse(key, shown, "a whole number between min and max");
    }
    return { kind: "range", key, min, max, log: log === true, integer: integer === true };
  });
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
