import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { caseMarks } from "../../leaderboard/case_marks.ts";
import { readResults } from "../../leaderboard/read_results.ts";
import type { Outcomes } from "../../leaderboard/schema/outcomes.ts";
import type { RunResult } from "../../leaderboard/schema/run_record.ts";
import type { StoredRun } from "../../leaderboard/stored_run.ts";
import type { Metric } from "../../metrics/metric.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";

/** Who sits an exam in a study: a method with a config. */
export interface Entry {
  /** Its name in the study. */
  readonly label: string;
  /** Method id. */
  readonly method: string;
  /** Values over the method's defaults. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Learns each domain by itself, too, and is a second entrant of this name by that. */
  readonly alone?: string;
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
 * value per case, without which entrants have no `values`; `folder` for the results; `textModel`: the encoder of texts, if not the data's
 */
export async function arena(
  entries: readonly Entry[],
  options: {
    readonly data: string;
    readonly protocol: string;
    readonly metric?: string;
    readonly seeds: number;
    readonly folder: string;
    readonly textModel?: string;
  },
): Promise<Entrant[]> {
  const entrants: Entrant[] = [];
  for (const { label, method, config, alone } of entries) {
    const out = join(options.folder, label.replaceAll(/[^a-z0-9]+/gi, "_"));
    await Deno.mkdir(out, { recursive: true });
    const file = join(out, "config.json");
    await Deno.writeTextFile(file, JSON.stringify({ [method]: config ?? {} }));
    console.error(`${options.folder}: ${label} …`);
    await bench([
      "run",
      ...["--data", options.data, "--protocol", options.protocol, "--methods", method],
      ...["--config", file, "--seeds", `${options.seeds}`, "--jobs", "2", "--out", out],
      ...alone ? ["--transfer-gain"] : [],
      ...options.textModel === undefined ? [] : ["--text-model", options.textModel],
    ]);
    const metric = options.metric === undefined ? undefined : metricByName(options.metric);
    const whole = await gather(out, { label, method, metric });
    entrants.push(whole);
    if (alone) entrants.push(await gatherAlone(out, whole, { label: alone, method, metric }));
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

interface Asked {
  readonly label: string;
  readonly method: string;
  readonly metric: Metric | undefined;
}

async function gather(out: string, { label, method, metric }: Asked): Promise<Entrant> {
  const runs = await runsOf(out, method, { parts: false }), values: Float64Array[] = [];
  for (const { outcomes } of metric ? runs : []) values.push(valuesOf(await outcomes(), metric));
  const { domains, user, domain, headline, slices } = await runs[0].outcomes();
  const results = runs.map(({ record }) => record.result);
  const seconds = runs.map(({ record }) => record.circumstances.cpuSeconds);
  return { label, domains, user, domain, headline, slices, values, results, seconds };
}

/** The same cases, each answered by the run on its domain alone; seconds are those of all domains. */
async function gatherAlone(
  out: string,
  whole: Entrant,
  { label, method, metric }: Asked,
): Promise<Entrant> {
  const runs = await runsOf(out, method, { parts: true });
  const seeds = [...new Set(runs.map(({ record }) => record.inputs.seed))];
  const values = seeds.map(() => new Float64Array(whole.domain.length).fill(NaN));
  const seconds = seeds.map(() => 0);
  for (const { record, outcomes } of runs) {
    const found = await outcomes(), at = seeds.indexOf(record.inputs.seed);
    // A part keeps the order of its cases.
    const domain = whole.domains.indexOf(found.domains[0]), part = valuesOf(found, metric);
    const places = [...whole.domain.keys()].filter((place) => whole.domain[place] === domain);
    if (places.length !== part.length) throw new Error(`Cannot study "${label}": other cases`);
    places.forEach((place, i) => values[at][place] = part[i]);
    seconds[at] += record.circumstances.cpuSeconds;
  }
  return { ...whole, label, values, seconds, results: runs.map(({ record }) => record.result) };
}

/** Runs of the newest code and config, by seed: a folder may hold older ones, too. */
async function runsOf(
  out: string,
  method: string,
  { parts }: { parts: boolean },
): Promise<StoredRun[]> {
  const all = (await readResults(out)).filter(({ record: { inputs, result } }) =>
    inputs.method === method && (result.task.restricts !== undefined) === parts
  ).sort((a, b) => a.record.inputs.seed - b.record.inputs.seed);
  if (all.length === 0) throw new Error(`Cannot study "${method}": no runs, expected some`);
  const { record: last } = all.reduce((a, b) =>
    a.record.circumstances.endedAt > b.record.circumstances.endedAt ? a : b
  );
  return all.filter(({ record: { inputs, result } }) =>
    inputs.closure === last.inputs.closure && result.configSha256 === last.result.configSha256
  );
}

function valuesOf(outcomes: Outcomes, metric: Metric | undefined): Float64Array {
  const mark = metric && caseMarks(outcomes, metric);
  if (!mark) throw new TypeError(`Cannot study by "${metric?.name}": it has no value per case`);
  return Float64Array.from({ length: outcomes.length }, (_, at) => mark(at).value);
}
