import { join, posix } from "node:path";
import { linksOf } from "./links_of.ts";
import { markdownFiles } from "./markdown_files.ts";

/**
 * Relative links of the Markdown under a folder that lead to no file, or to no heading of one: a line
 * each, in order. Addresses on the net are not asked.
 *
 * @example
 * ```ts
 * import { checkLinks } from "./check_links.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a.md`, "# One\n\n[one](#one), [two](b.md)\n");
 * const problems = checkLinks(folder);
 * await Deno.remove(folder, { recursive: true });
 * if (problems.join() !== "a.md:3: b.md: no such file") throw new Error(problems.join());
 * ```
 */
export function checkLinks(folder: string): string[] {
  const pages = new Map(
    markdownFiles(folder).map((file) => [file, linksOf(Deno.readTextFileSync(join(folder, file)))]),
  );
  const problems: string[] = [];
  for (const [file, { links }] of pages) {
    for (const { line, target } of links) {
      if (/^([a-z][a-z+.-]*:|\/\/)/i.test(target)) continue;
      const [path, anchor] = target.split("#", 2).map(decodeURIComponent);
      const to = path === "" ? file : posix.join(posix.dirname(file), path);
      const page = pages.get(to) ?? pages.get(posix.join(to, "README.md"));
      const say = (what: string) => problems.push(`${file}:${line}: ${target}: ${what}`);
      if (!page && !isThere(join(folder, to))) say("no such file");
      else if (anchor !== undefined && !page?.anchors.has(anchor)) say("no such heading");
    }
  }
  return problems;
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
