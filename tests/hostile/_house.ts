import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../../core/sha256.ts";
import type { Leaderboard, LeaderboardRow } from "../../leaderboard/schema/leaderboard.ts";
import { parseLeaderboard } from "../../leaderboard/schema/parse_leaderboard.ts";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import type { RunRecord } from "../../leaderboard/schema/run_record.ts";

/** What a bench printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A person's machine in a temporary folder: where they stand, a cache and a place for what is temporary. */
export class House implements AsyncDisposable {
  readonly path: string = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "hostile-test-" }));
  readonly #env: Promise<Record<string, string>>;

  constructor() {
    for (const name of ["tmp", "cache"]) Deno.mkdirSync(join(this.path, name));
    this.#env = this.#environment();
  }

  /** Runs `bench …` from the folder. */
  async bench(...args: readonly string[]): Promise<Ended> {
    const entry = fileURLToPath(new URL("../../cli/bench.ts", import.meta.url));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", entry, ...args],
      cwd: this.path,
      env: await this.#env,
      stdin: "null",
    }).output();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  }

  /** Records of a results folder, by method id. */
  records(out: string): Map<string, RunRecord> {
    const folder = join(this.path, out, "runs");
    return new Map(
      [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".json"))
        .map(({ name }) => parseRecord(Deno.readTextFileSync(join(folder, name))))
        .map((record) => [record.result.method.id, record]),
    );
  }

  /** Bytes of the outcomes of a record. */
  outcomes(out: string, { key }: RunRecord): Uint8Array {
    return Deno.readFileSync(join(this.path, out, "runs", `${key}.outcomes.bin`));
  }

  /** The leaderboard of a results folder, and its rows by method id. */
  board(out: string): { board: Leaderboard; rows: Map<string, LeaderboardRow> } {
    const board = parseLeaderboard(
      Deno.readTextFileSync(join(this.path, out, "leaderboard.json")),
    );
    return { board, rows: new Map(board.tasks[0].rows.map((row) => [row.method.id, row])) };
  }

  /** SHA-256 of every file under a folder, by path. */
  files(folder: string): Map<string, string> {
    const found = new Map<string, string>();
    const look = (under: string): void => {
      for (const { name, isDirectory } of Deno.readDirSync(join(this.path, under))) {
        const path = join(under, name);
        if (isDirectory) look(path);
        else found.set(path, sha256(Deno.readFileSync(join(this.path, path))));
      }
    };
    look(folder);
    return found;
  }

  /** Command lines of live processes that name a path of this folder. */
  processes(): string[] {
    return [...Deno.readDirSync("/proc")].filter(({ name }) => /^\d+$/.test(name))
      .map(({ name }) => {
        try {
          return Deno.readTextFileSync(`/proc/${name}/cmdline`).replaceAll("\0", " ");
        } catch {
          return "";
        }
      })
      .filter((line) => line.includes(this.path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }

  /** Deno's own cache stays where it is: that of the suite is another. */
  async #environment(): Promise<Record<string, string>> {
    const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] })
      .output();
    const { denoDir } = JSON.parse(new TextDecoder().decode(stdout));
    const path = (name: string): string => join(this.path, name);
    return {
      ...{ DENO_DIR: denoDir, XDG_CACHE_HOME: path("cache"), TMPDIR: path("tmp") },
      ...{ INIT_CWD: this.path, NO_COLOR: "1" },
    };
  }
}
