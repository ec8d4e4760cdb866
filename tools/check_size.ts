import { join } from "node:path";
import { sourceFiles } from "./source_files.ts";

/** Over this a file needs a reason in its review. */
const WARN = 300;
/** Over this the gate is shut. */
const FAIL = 600;

/** What is too long under a folder, one line each. */
export interface SizeReport {
  /** Files over 300 lines. */
  readonly warnings: readonly string[];
  /** Files over 600 lines. */
  readonly failures: readonly string[];
}

/**
 * Looks for TypeScript files that are too long to read in one go: over 300 lines warns, over 600 fails.
 *
 * @example
 * ```ts
 * import { checkSize } from "./check_size.ts";
 * if (checkSize(import.meta.dirname ?? ".").failures.length > 0) throw new Error("too long");
 * ```
 */
export function checkSize(folder: string): SizeReport {
  const sizes = sourceFiles(folder).map((file) => ({
    file,
    lines: Deno.readTextFileSync(join(folder, file)).trimEnd().split("\n").length,
  }));
  const over = (least: number, most: number, wanted: number) =>
    sizes.filter(({ lines }) => lines > least && lines <= most)
      .map(({ file, lines }) => `${file}: ${lines} lines, expected at most ${wanted}`);
  return { warnings: over(WARN, FAIL, WARN), failures: over(FAIL, Infinity, FAIL) };
}

if (import.meta.main) {
  const { warnings, failures } = checkSize(".");
  for (const line of warnings) console.warn(`warning: ${line}`);
  for (const line of failures) console.error(`error: ${line}`);
  Deno.exit(failures.length > 0 ? 1 : 0);
}
