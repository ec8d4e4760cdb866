import { fileURLToPath } from "node:url";

/** Nobody writes or reads the built file by hand. */
const HEAD = "// deno-fmt-ignore-file\n// deno-lint-ignore-file\n";

/**
 * Builds the script of a report from `page/`: same source, same text. Run as a program it writes
 * `page.js`, which is committed, so that making a report needs no bundler.
 *
 * @throws {Error} with the bundler's words if the source does not build
 *
 * @example
 * ```ts
 * import { buildPage } from "./build_page.ts";
 * const script = await buildPage();
 * if (script.includes("</script")) throw new Error("ends the element that it stands in");
 * ```
 */
export async function buildPage(): Promise<string> {
  const entry = fileURLToPath(new URL("page/main.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", entry],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (code !== 0) {
    throw new Error(`Cannot build the script of the report: ${text(stderr)}, expected no error`);
  }
  return HEAD + text(stdout);
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("page.js", import.meta.url), await buildPage());
}
