import { stringify } from "@std/csv";
import { dirname, join } from "node:path";
import { UserError } from "../core/user_error.ts";
import type { ExportFile, ExportTable } from "../leaderboard/interchange/export_file.ts";
import { openOut } from "./open_out.ts";
import { towardsHere } from "./towards_here.ts";

/** Characters, or rows of a table, that are written at once. */
const PIECE = 1 << 16, ROWS = 1 << 12;

/**
 * Writes the files of an export into a folder of their own.
 *
 * @param folder absolute; there is none yet, or it is empty
 * @returns how many files were written
 * @throws {UserError} if the folder holds something, or cannot be written
 *
 * @example
 * ```ts
 * import { writeExport } from "./write_export.ts";
 * const folder = await Deno.makeTempDir();
 * const rows = [["tea, green", null], ["cup", 1]];
 * await writeExport(folder, [{ path: "deep/a.csv", columns: ["item", "count"], rows }]);
 * const text = await Deno.readTextFile(`${folder}/deep/a.csv`);
 * await Deno.remove(folder, { recursive: true });
 * if (text !== 'item,count\r\n"tea, green",\r\ncup,1\r\n') throw new Error(text);
 * ```
 */
export async function writeExport(
  folder: string,
  files: Iterable<ExportFile> | AsyncIterable<ExportFile>,
): Promise<number> {
  const [stray] = await Array.fromAsync(Deno.readDir(await openOut(folder)));
  if (stray) {
    throw new UserError(
      `Cannot export to "${towardsHere(folder)}": it holds "${stray.name}", ` +
        "expected an empty folder, or none yet",
    );
  }
  let written = 0;
  for await (const each of files) {
    const path = join(folder, ...each.path.split("/"));
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeText(path, "text" in each ? each.text : csvOf(each));
    written++;
  }
  return written;
}

async function* csvOf({ columns, rows }: ExportTable): AsyncGenerator<string> {
  let held: (readonly unknown[])[] = [columns];
  for await (const row of rows) {
    held.push(row);
    if (held.length < ROWS) continue;
    yield csv(held);
    held = [];
  }
  yield csv(held);
}

function csv(rows: readonly (readonly unknown[])[]): string {
  return rows.length === 0 ? "" : stringify(rows.map((row) => [...row]), { headers: false });
}

async function writeText(
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  try {
    await Deno.writeTextFile(path, ReadableStream.from(inLargerPieces(pieces)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (!why.includes("(os error")) throw error;
    throw new UserError(
      `Cannot write "${towardsHere(path)}": ${why.replace(/ \(os error \d+\).*/s, "")}, ` +
        "expected a file that can be written",
    );
  }
}

async function* inLargerPieces(
  pieces: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string> {
  let held = "";
  for await (const piece of pieces) {
    held += piece;
    if (held.length < PIECE) continue;
    yield held;
    held = "";
  }
  yield held;
}
