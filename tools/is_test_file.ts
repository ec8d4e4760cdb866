/**
 * Whether a file, by its path relative to the repository, is a test or serves tests alone: those may
 * import everything, read the clock and print.
 *
 * @example
 * ```ts
 * import { isTestFile } from "./is_test_file.ts";
 * if (!isTestFile("core/philox_test.ts") || isTestFile("core/philox.ts")) throw new Error("wrong");
 * ```
 */
export function isTestFile(file: string): boolean {
  return file.startsWith("tests/") || file.endsWith("_test.ts") || file.endsWith("_bench.ts");
}
