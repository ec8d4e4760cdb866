/**
 * A size for a person: "4.0 GB", "700 MB", "12 kB", "3 B". Decimal units.
 *
 * @example
 * ```ts
 * import { formatBytes } from "./format_bytes.ts";
 * if (formatBytes(4e9) !== "4.0 GB") throw new Error("not 4.0 GB");
 * ```
 */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return bytes >= 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} B`;
}
