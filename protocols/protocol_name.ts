import type { FrozenProtocol } from "./frozen_protocol.ts";

/**
 * A protocol's name as people write it: `id@version`, and `/arm` of an arm.
 *
 * @example
 * ```ts
 * import { loadProtocol } from "./load_protocol.ts";
 * import { protocolName } from "./protocol_name.ts";
 * const name = protocolName({ ...await loadProtocol("open-world-999"), arm: "ku-25" });
 * if (name !== "open-world-999@1/ku-25") throw new Error("another name");
 * ```
 */
export function protocolName({ protocol: { id, version }, arm }: FrozenProtocol): string {
  return `${id}@${version}${arm === undefined ? "" : `/${arm}`}`;
}
