import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";

type Config = Readonly<Record<string, unknown>>;

/**
 * A method's defaults with chosen values put over them.
 *
 * @throws {UserError} on a key that the defaults lack, or a value of another kind than the default's
 *
 * @example
 * ```ts
 * import { mergeConfig } from "./merge_config.ts";
 * const config = mergeConfig("knn", { k: 100 }, { k: 50 });
 * if (config.k !== 50) throw new Error("not chosen");
 * ```
 */
export function mergeConfig(method: string, defaults: Config, chosen: Config): Config {
  for (const [key, value] of Object.entries(chosen)) {
    if (!Object.hasOwn(defaults, key)) {
      const near = nearNames(key, Object.keys(defaults));
      throw new UserError(
        `Cannot set "${key}" of method "${method}": no such config value, expected ${
          (near.length ? near : Object.keys(defaults)).map((each) => `"${each}"`).join(", ") ||
          "none"
        }`,
      );
    }
    const wanted = kindOf(defaults[key]);
    if (wanted !== "null" && kindOf(value) !== wanted) {
      throw new UserError(
        `Cannot set "${key}" of method "${method}": ${JSON.stringify(value)}, expected a ${wanted}`,
      );
    }
  }
  return { ...defaults, ...chosen };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
