import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { listProtocols } from "../protocols/list_protocols.ts";

/** What tells which protocol it is, and its arms, of which a task has one. */
const NAMES = ["id", "version", "title", "seed", "arms", "armsOver"];

/**
 * What every frozen protocol asks, value by value as its file says it, by its SHA-256.
 *
 * @example
 * ```ts
 * import { protocolTerms } from "./protocol_terms.ts";
 * const kinds = [...(await protocolTerms()).values()].map((terms) => terms["candidates.kind"]);
 * if (!kinds.includes("sampled") || !kinds.includes("full")) throw new Error("not told apart");
 * ```
 */
export async function protocolTerms(): Promise<Map<string, Record<string, string>>> {
  return new Map((await listProtocols()).map((protocol) => {
    const told = Object.entries(protocol).filter(([name]) => !NAMES.includes(name));
    return [sha256(canonicalJson(protocol)), Object.fromEntries(told.flatMap(flat))];
  }));
}

/** A value with its name, or those within it. */
function flat([name, value]: readonly [string, unknown]): [string, string][] {
  if (Array.isArray(value)) return [[name, value.join(", ")]];
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([part, each]) => flat([`${name}.${part}`, each]));
}
