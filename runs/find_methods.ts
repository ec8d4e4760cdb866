import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { type BuiltInMethod, listMethods } from "./list_methods.ts";

/**
 * Built-in methods by id, in the order asked.
 *
 * @throws {UserError} if there is none of an id, with near names
 *
 * @example
 * ```ts
 * import { findMethods } from "./find_methods.ts";
 * const [markov, popularity] = await findMethods(["markov", "popularity"]);
 * if (markov.id !== "markov" || popularity.id !== "popularity") throw new Error("not as asked");
 * ```
 */
export async function findMethods(ids: readonly string[]): Promise<BuiltInMethod[]> {
  const all = await listMethods();
  return ids.map((id) => {
    const found = all.find((method) => method.id === id);
    if (found) return found;
    const names = all.map((method) => method.id), near = nearNames(id, names);
    throw new UserError(
      `Cannot find method "${id}": ${
        near.length ? `did you mean ${near.map((each) => `"${each}"`).join(" or ")}?` : "unknown"
      } (known: ${names.join(", ")})`,
    );
  });
}
