import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HOUSE = fileURLToPath(new URL("../../", import.meta.url));

/** The one line that is not run: a link to this checkout stands where the clone would. */
const CLONE = "git clone https://github.com/permafrost/bench permafrost\n";

/** One block of commands, and what the page says that it prints, if it does. */
interface Step {
  readonly commands: string;
  readonly prints?: string;
}

/** The blocks of the page, in its order: `sh` is run, `text` is compared. */
function stepsOf(page: string): Step[] {
  const blocks = [...page.matchAll(/^```(\S*)\n([^]*?)^```$/gm)]
    .map(([, kind, text]) => ({ kind, text }));
  return blocks.flatMap(({ kind, text }, at) => {
    assert(kind === "sh" || kind === "text", `a block of "${kind}", expected sh or text`);
    if (kind === "text") {
      assertEquals(blocks[at - 1]?.kind, "sh", `no commands before what is printed: ${text}`);
      return [];
    }
    const next = blocks[at + 1];
    return [{ commands: text, ...(next?.kind === "text" && { prints: next.text }) }];
  });
}

/** `…` alone on a line stands for any lines, none too; all others are there as they are. */
function assertPrints(stdout: string, prints: string): void {
  const parts = `\n${prints}`.split(/(?<=\n)…\n/);
  let rest = `\n${stdout}`;
  for (const [i, part] of parts.entries()) {
    const lines = i === 0 ? part : `\n${part}`, at = rest.indexOf(lines);
    const found = i === 0 ? at === 0 : at >= 0;
    assert(found, `not printed:\n${part}\nbut:\n${stdout}`);
    // The end of the last line is the begin of the next.
    rest = rest.slice(at + lines.length - 1);
  }
  if (!prints.endsWith("…\n")) assertEquals(rest, "\n", `more is printed:\n${stdout}`);
}

Deno.test("what a page shows of an output is compared line by line", () => {
  assertPrints("a\nb\nc\n", "a\nb\nc\n");
  assertPrints("a\nb\nc\n", "…\nb\n…\n");
  assertPrints("a\nb\nc\n", "a\n…\nc\n");
  for (const wrong of ["a\n", "b\n…\n", "…\nb\n", "a\n…\nb\n", "…\nc\n…\na\n…\n", "…\n \n…\n"]) {
    let isRefused = false;
    try {
      assertPrints("a\nb\nc\n", wrong);
    } catch {
      isRefused = true;
    }
    assert(isRefused, wrong);
  }
});

const ignore = Deno.build.os === "windows";
Deno.test({
  name: `the tutorial works word for word in an empty folder${ignore ? " (skipped: no bash)" : ""}`,
  ignore,
  async fn() {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "tutorial-test-" }));
    const desk = join(folder, "desk"), bin = join(folder, "bin");
    try {
      for (const path of [desk, bin]) await Deno.mkdir(path);
      await Deno.symlink(HOUSE, join(desk, "permafrost"));
      // npm would fetch the very Deno that runs this.
      await Deno.writeTextFile(
        join(bin, "npx"),
        `#!/bin/sh\n[ "$1 $2" = "-y deno@2.9.6" ] || exit 9\nshift 2\nexec '${Deno.execPath()}' "$@"\n`,
        { mode: 0o755 },
      );
      const page = await Deno.readTextFile(join(HOUSE, "docs", "tutorial.md"));
      const steps = stepsOf(page);
      assert(steps[0].commands.startsWith(CLONE), "the tutorial clones nothing first");
      const script = steps.map(({ commands }, at) =>
        `${at === 0 ? commands.slice(CLONE.length) : commands}echo "end of block ${at}"\n`
      ).join("");
      // A person's shell is in no task.
      const { INIT_CWD: _, ...env } = Deno.env.toObject();
      const { code, stdout, stderr } = await new Deno.Command("bash", {
        args: ["-e", "-c", script],
        cwd: desk,
        clearEnv: true,
        env: { ...env, PATH: `${bin}:${env.PATH}`, NO_COLOR: "1" },
        stdin: "null",
      }).output();
      const [out, told] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assertEquals(code, 0, out + told);
      let at = 0;
      for (const [i, { prints }] of steps.entries()) {
        const end = out.indexOf(`end of block ${i}\n`, at);
        if (prints !== undefined) assertPrints(out.slice(at, end), prints);
        at = end + `end of block ${i}\n`.length;
      }
      assertEquals([...Deno.readDirSync(desk)].map(({ name }) => name).sort(), [
        "lookback",
        "permafrost",
      ]);
      const made = ["results/leaderboard.json", "mine/leaderboard.json", "packed/method.js"];
      for (const path of made) assert((await Deno.stat(join(desk, "lookback", path))).isFile);
      const report = await Deno.readTextFile(join(desk, "lookback", "mine", "report.html"));
      assertStringIncludes(report, "Lookback");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
