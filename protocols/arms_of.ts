import type { FrozenProtocol } from "./frozen_protocol.ts";

/**
 * The arms of a protocol, each a task of its own: those of its file, in its order, or one for every
 * ordered pair of the data's domains, or those of its file for every domain as the target. The
 * protocol itself if it has none, or is an arm.
 *
 * @param domains names of the data's domains
 *
 * @example
 * ```ts
 * import { armsOf } from "./arms_of.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * const names = async (id: string) =>
 *   armsOf(await loadProtocol(id), ["books", "toys"]).map(({ arm }) => arm).join();
 * if (await names("open-world-999@1") !== "ku-25,ku-75") throw new Error("other arms");
 * if (await names("click-auc@1") !== "books→toys,toys→books") throw new Error("other pairs");
 * ```
 */
export function armsOf(frozen: FrozenProtocol, domains: readonly string[]): FrozenProtocol[] {
  const { protocol, arm } = frozen;
  if (arm !== undefined) return [frozen];
  if (protocol.armsOver === "pair") {
    return domains.flatMap((source) =>
      domains.filter((target) => target !== source)
        .map((target) => armOf(frozen, `${source}→${target}`, { source, target }))
    );
  }
  const own = Object.entries(protocol.arms ?? {});
  if (protocol.armsOver === "target") {
    return domains.flatMap((target) =>
      own.length === 0
        ? [armOf(frozen, target, { target })]
        : own.map(([name, values]) => armOf(frozen, `${target}/${name}`, { target, ...values }))
    );
  }
  if (own.length === 0) return [frozen];
  return own.map(([name, values]) => armOf(frozen, name, values));
}

function armOf(
  frozen: FrozenProtocol,
  arm: string,
  values: Readonly<Record<string, number | string | null>>,
): FrozenProtocol {
  const { protocol } = frozen;
  return { ...frozen, protocol: { ...protocol, split: { ...protocol.split, ...values } }, arm };
}
