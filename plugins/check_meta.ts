import type { MethodMeta } from "./contract/mod.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { printable } from "../core/printable.ts";

const NEEDS = ["text", "categories", "ratings", "overlap"] as const;
/** Letters of an id, a version or a title, and of a citation: they stand in tables and in names. */
const SHORT = 100, LONG = 1000;
const VARIANTS = ["paper", "released", "original"] as const;

/**
 * What a method says of itself, checked field by field, and nothing else that it may have sent.
 *
 * @param meta what came from its process
 * @param name the plugin's name, for errors
 * @throws {PluginFailure} "contract" if a field is missing or wrong; the contract's version is checked first
 *
 * @example
 * ```ts
 * import { checkMeta } from "./check_meta.ts";
 * let refused = "";
 * try {
 *   checkMeta({ contract: 2 }, "markov");
 * } catch (error) {
 *   refused = String(error);
 * }
 * if (!refused.includes("contract 1")) throw new Error("took contract 2");
 * ```
 */
export function checkMeta(meta: unknown, name: string): MethodMeta {
  const of: Readonly<Record<string, unknown>> = meta instanceof Object ? { ...meta } : {};
  function refuse(field: string, wanted: string): never {
    const found = printable(JSON.stringify(of[field]) ?? "missing", SHORT);
    throw new PluginFailure(
      "contract",
      `Cannot use "${name}": its meta.${field} is ${found}, expected ${wanted}`,
    );
  }
  function text(field: string, pattern: RegExp, wanted: string, most = SHORT): string {
    const found = of[field];
    if (typeof found !== "string" || !pattern.test(found)) return refuse(field, wanted);
    if (found.length > most) refuse(field, `at most ${most} characters`);
    return printable(found) === found ? found : refuse(field, "one line of printable text");
  }
  if (of.contract !== 1) refuse("contract", "contract 1");
  const variant = VARIANTS.find((each) => each === of.variant) ??
    refuse("variant", VARIANTS.join(", "));
  const needs = Array.isArray(of.needs) ? of.needs : refuse("needs", "a list");
  return {
    contract: 1,
    id: text("id", /^[a-z][a-z0-9_]*$/, "lower-case letters, digits and _"),
    version: text("version", /^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/, 'one like "1.0.0"'),
    title: text("title", /\S/, "a title"),
    citation: text("citation", /\S/, "where it was published", LONG),
    variant,
    domains: checkDomains(of.domains) ?? refuse("domains", "whole numbers 1 ≤ min ≤ max"),
    needs: needs.map((need: unknown) =>
      NEEDS.find((each) => each === need) ?? refuse("needs", `some of ${NEEDS.join(", ")}`)
    ),
    ...of.logits === true && { logits: true },
    ...of.singleDomain !== undefined &&
      { singleDomain: text("singleDomain", /^[a-z][a-z0-9_]*$/, "the id of a method") },
  };
}

function checkDomains(found: unknown): { min: number; max: number } | null {
  if (!(found instanceof Object && "min" in found && "max" in found)) return null;
  const { min, max } = found;
  if (typeof min !== "number" || typeof max !== "number") return null;
  return Number.isInteger(min) && Number.isInteger(max) && 1 <= min && min <= max
    ? { min, max }
    : null;
}
