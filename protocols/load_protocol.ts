import { canonicalJson } from "../core/canonical_json.ts";
import { nearNames } from "../core/near_names.ts";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { listProtocols } from "./list_protocols.ts";

/**
 * A frozen protocol by `id@version`, or by `id` alone: its newest version. For its arms see `armsOf`.
 *
 * @throws {UserError} if there is none, with near names
 *
 * @example
 * ```ts
 * import { loadProtocol } from "./load_protocol.ts";
 * const { protocol } = await loadProtocol("leave-one-out-99@1");
 * if (protocol.candidates.kind !== "sampled") throw new Error("another protocol");
 * ```
 */
export async function loadProtocol(name: string): Promise<FrozenProtocol> {
  const all = await listProtocols();
  const found = all.findLast(({ id, version }) => name === id || name === `${id}@${version}`);
  if (!found) {
    const names = all.map(({ id, version }) => `${id}@${version}`);
    const near = nearNames(name, names);
    throw new UserError(
      `Cannot find protocol "${name}": expected ${
        near.length ? `one like ${near.map((each) => `"${each}"`).join(", ")}` : "one of the list"
      } (known: ${names.join(", ")})`,
    );
  }
  return { protocol: found, sha256: sha256(canonicalJson(found)) };
}
