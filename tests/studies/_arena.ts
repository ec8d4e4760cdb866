import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { caseMarks } from "../../leaderboard/case_marks.ts";
import { readResults } from "../../leaderboard/read_results.ts";
import type { RunResult } from "../../leaderboard/schema/run_record.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";

/** Who sits an exam in a study: a method with a config. */
export interface Entry {
  /** Its name in the study. */
  readonly label: string;
  /** Method id. */
  readonly method: string;
  /** Values over the method's defaults. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What an entry reached. */
export interface Entrant {
  /** Its name in the study. */
  readonly label: string;
  /** Domain names. */
  readonly domains: readonly string[];
  /** Per case: user, domain, and whether it counts. */
  readonly user: Uint32Array;
  readonly domain: Uint8Array;
  readonly headline: Uint8Array;
  /** Slices, per case 1 = belongs to it. */
  readonly slices: Readonly<Record<string, Uint8Array>>;
  /** Per run seed and case: the metric. */
  readonly values: readonly Float64Array[];
  /** Per run seed: what the record says, with the metrics that have no value per case. */
  readonly results: readonly RunResult[];
  /** CPU seconds per run. */
  readonly seconds: readonly number[];
}

/**
 * Entries at one exam, each with run seeds 1 … `seeds`, through the whole suite: `bench run` in the
 * sandbox, two runs at a time. What was run before into the same folder is not run again, so that a
 * study that was stopped goes on.
 *
 * @param options `data`: a dataset's id or a file; `protocol` with its arm; `metric`: one that has a
 * value per case; `folder` for the results
 */
export async function arena(
  entries: readonly Entry[],
  options: {
    readonly data: string;
    readonly protocol: string;
    readonly metric: string;
    readonly seeds: number;
    readonly folder: string;
  },
): Promise<Entrant[]> {
  const entrants: Entrant[] = [];
  for (const { label, method, config } of entries) {
    const out = join(options.folder, label.replaceAll(/[^a-z0-9]+/gi, "_"));
    await Deno.mkdir(out, { recursive: true });
    const file = join(out, "config.json");
    await Deno.writeTextFile(file, JSON.stringify({ [method]: config ?? {} }));
    console.error(`${options.folder}: ${label} …`);
    await bench([
      "run",
      ...["--data", options.data, "--protocol", options.protocol, "--methods", method],
      ...["--config", file, "--seeds", `${options.seeds}`, "--jobs", "2", "--out", out],
    ]);
    entrants.push(await gather(out, { label, method, metric: options.metric }));
  }
  return entrants;
}

/** @throws {Error} with what the suite said, if a run failed */
async function bench(args: readonly string[]): Promise<void> {
  const path = fileURLToPath(new URL("../../cli/bench.ts", import.meta.url));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", path, ...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    throw new Error(`Cannot run ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
}

async function gather(
  out: string,
  { label, method, metric: name }: { label: string; method: string; metric: string },
): Promise<Entrant> {
  const all = (await readResults(out)).filter(({ record }) => record.inputs.method === method)
    .sort((a, b) => a.record.inputs.seed - b.record.inputs.seed);
  if (all.length === 0) throw new Error(`Cannot study "${label}": no runs, expected some`);
  // Runs of the same code and config: a folder may hold older ones, too.
  const { record: last } = all.reduce((a, b) =>
    a.record.circumstances.endedAt > b.record.circumstances.endedAt ? a : b
  );
  const runs = all.filter(({ record: { inputs, result } }) =>
    inputs.closure === last.inputs.closure && result.configSha256 === last.result.configSha256
  );
  const metric = metricByName(name), values: Float64Array[] = [];
  for (const { outcomes } of runs) {
    const found = await outcomes(), mark = caseMarks(found, metric);
    if (mark === null) throw new TypeError(`Cannot study by "${name}": it has no value per case`);
    values.push(Float64Array.from({ length: found.length }, (_, at) => mark(at).value));
  }
  const { domains, user, domain, headline, slices } = await runs[0].outcomes();
  const results = runs.map(({ record }) => record.result);
  const seconds = runs.map(({ record }) => record.circumstances.cpuSeconds);
  return { label, domains, user, domain, headline, slices, values, results, seconds };
}
