import { importTable } from "./import_table.ts";
import { isTestFile } from "./is_test_file.ts";

/**
 * Whether a file may import something by the {@linkcode importTable}. Both are paths relative to the
 * repository, with forward slashes; what is imported may also be a package or a `node:` module.
 *
 * @example
 * ```ts
 * import { mayImport } from "./may_import.ts";
 * if (!mayImport("protocols/freeze.ts", "core/sha256.ts")) throw new Error("too strict");
 * if (mayImport("core/sha256.ts", "protocols/freeze.ts")) throw new Error("too lax");
 * ```
 */
export function mayImport(file: string, imported: string): boolean {
  if (isTestFile(file)) return true;
  const [row] = importTable
    .filter(({ from }) => ownPart(from, file) !== undefined)
    .sort((a, b) => b.from.length - a.from.length);
  if (!row) return false;
  const own = ownPart(row.from, file);
  return row.may.includes("*") || isWithin(imported, own ?? row.from) ||
    row.may.some((each) => each === "node:" ? imported.startsWith(each) : isWithin(imported, each));
}

/** The folder or file that `from` stands for, if the file lies there: `methods/*` is one method's. */
function ownPart(from: string, file: string): string | undefined {
  if (from === file) return from;
  const [parts, path] = [from.split("/"), file.split("/")];
  const isInside = path.length > parts.length &&
    parts.every((part, i) => part === "*" || part === path[i]);
  return isInside ? path.slice(0, parts.length).join("/") : undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
