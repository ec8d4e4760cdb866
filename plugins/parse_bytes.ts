import { UserError } from "../core/user_error.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

/**
 * Bytes of a size as a person writes it: "8GB", "512 MiB", "1.5gb", "1000000".
 *
 * @throws {UserError} if it is no size over 0
 *
 * @example
 * ```ts
 * import { parseBytes } from "./parse_bytes.ts";
 * if (parseBytes("8GB") !== 8e9) throw new Error("not 8 GB");
 * if (parseBytes("512 MiB") !== 2 ** 29) throw new Error("not 512 MiB");
 * ```
 */
export function parseBytes(text: string): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([KMGT]?I?B)?\s*$/i.exec(text) ?? [];
  const bytes = Math.round(Number(number) * (UNITS[(unit ?? "").toUpperCase()] ?? NaN));
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes;
  throw new UserError(`Cannot read size "${text}": no size, expected one like "8GB" or "512MiB"`);
}
