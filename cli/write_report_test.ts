import { assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { sampleBoard } from "../leaderboard/report/testing/sample_board.ts";
import { serialiseLeaderboard } from "../leaderboard/schema/serialise_leaderboard.ts";
import { writeReport } from "./write_report.ts";

const { board } = await sampleBoard([{ method: "sasrec" }, { method: "random" }]);

/** A folder with a leaderboard and nothing else, while a test runs. */
async function within(fn: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "leaderboard.json"), serialiseLeaderboard(board));
    await fn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeReport() makes a page of a leaderboard alone", () =>
  within(async (folder) => {
    await writeReport(folder, join(folder, "page.html"));
    const page = await Deno.readTextFile(join(folder, "page.html"));
    assertStringIncludes(page, "they need the records beside leaderboard.json");
  }));

Deno.test("writeReport() finds the records from where the page lies, whatever the folder is called", () =>
  within(async (folder) => {
    const odd = join(folder, `a "b" #c`);
    await Deno.mkdir(odd);
    await Deno.rename(join(folder, "leaderboard.json"), join(odd, "leaderboard.json"));
    await writeReport(odd, join(folder, "page.html"));
    const page = await Deno.readTextFile(join(folder, "page.html"));
    assertStringIncludes(page, '"recordsAt":"a%20%22b%22%20%23c/"');
  }));

Deno.test("writeReport() says in one line what cannot be read or written", () =>
  within(async (folder) => {
    const refuses = (line: string, results = folder, to = join(folder, "page.html")) =>
      assertRejects(() => writeReport(results, to), UserError, line);
    const none = "no leaderboard.json, expected a results folder";
    await refuses(none, join(folder, "none"));
    await refuses(none, join(folder, "leaderboard.json"));
    await refuses(
      "expected a file in a folder that is there",
      folder,
      join(folder, "no/page.html"),
    );
    await Deno.writeTextFile(join(folder, "leaderboard.timing.json"), "{}");
    await refuses('leaderboard.timing.json": Cannot read the timing: $ is without "schema"');
    await Deno.writeTextFile(join(folder, "leaderboard.json"), '{"schema":');
    await refuses('leaderboard.json": Cannot read the leaderboard: ');
  }));
