/**
 * How long a CSV of 5,000,000 rows (250,000 users, 100,000 items) takes to a corpus and on to a frozen
 * `leave-one-out-99@1` task, against DuckDB alone, as JSON: `deno run -A perf/freeze.ts [rows]`. Each stage has a process of its own; the file is made
 * from a seed in a temporary folder, which goes afterwards.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ingest } from "../datasets/ingest.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { duckdbAlone } from "./_duckdb_alone.ts";
import { generateInteractions } from "./_generate_interactions.ts";
import { measureStage, reportStage } from "./_measure_stage.ts";

/** What is measured, by name: each gets the path of the CSV. */
const STAGES: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  duckdb: duckdbAlone,
  ingest: (path) => ingest(path),
  freeze: async (path) => freeze(await ingest(path), await loadProtocol("leave-one-out-99@1")),
};

if (import.meta.main) {
  const [stage, path] = Deno.args;
  if (stage in STAGES) await reportStage(() => STAGES[stage](path));
  else await compare(Number(stage ?? 5_000_000));
}

async function compare(rows: number): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const folder = await Deno.makeTempDir({ prefix: "permafrost-perf-" });
  try {
    const path = join(folder, "events.csv");
    const size = { rows, users: Math.ceil(rows / 20), items: Math.ceil(rows / 50), seed: 7 };
    await generateInteractions(path, size);
    const duckdb = await measureStage(script, ["duckdb", path]);
    const ingested = await measureStage(script, ["ingest", path]);
    const frozen = await measureStage(script, ["freeze", path]);
    const ratio = {
      ingest: ingested.seconds / duckdb.seconds,
      freeze: frozen.seconds / duckdb.seconds,
    };
    console.log(JSON.stringify({ ...size, duckdb, ingest: ingested, freeze: frozen, ratio }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
