import { canonicalJson } from "../../core/canonical_json.ts";
import { compactBounds } from "./_compact_bounds.ts";
import { compactMarks } from "./_compact_marks.ts";
import { rowNotes } from "./_row_notes.ts";
import type { RowSources } from "./_row_sources.ts";
import { scaled } from "./_scaled.ts";
import { taskName } from "./_task_name.ts";
import { whyUntested } from "./_why_untested.ts";
import { protocolName } from "../_protocol_name.ts";
import { rowNames } from "../row_names.ts";
import type { TestsByRow } from "../test_baseline.ts";
import type { LeaderboardRow, LeaderboardTask } from "../schema/leaderboard.ts";
import type { RunTiming } from "../schema/leaderboard_timing.ts";
import type {
  Fact,
  ReportCosts,
  ReportGroup,
  ReportRow,
  ReportRun,
  ReportTask,
  ReportTests,
} from "./report_data.ts";

/** A task as the page's script is given it. */
export function reportTask(task: LeaderboardTask, sources: RowSources): ReportTask {
  const { metrics, rows } = task, groups = groupsOf(task), names = rowNames(rows);
  const methods = new Map(rows.map(({ method }) => [canonicalJson(method), method]));
  const best = rows.findIndex(({ notComparable }) => notComparable.length === 0);
  return {
    name: taskName(task),
    exam: examFacts(task),
    metrics,
    groups,
    best: best < 0 ? null : best,
    untested: sources.tests.size > 0 ? null : whyUntested(task, sources),
    methods: [...methods.values()],
    rows: rows.map((row, i): ReportRow => ({
      name: names[i],
      id: row.id,
      method: [...methods.keys()].indexOf(canonicalJson(row.method)),
      config: row.config,
      configSha256: row.configSha256,
      machine: [row.device, row.kernels, row.deno],
      notComparable: row.notComparable,
      notes: rowNotes(row, metrics[0]),
      marks: compactMarks(row, groups, metrics),
      bounds: compactBounds(row, metrics),
      runs: runsOf(row, metrics[0], sources),
      tests: testsOf(row, metrics[0], sources.tests),
    })),
  };
}

function groupsOf({ dataset, rows }: LeaderboardTask): ReportGroup[] {
  const [first] = rows, isFull = rows.some(({ full }) => full?.state === "ranked");
  if (!first) return [{ kind: "headline", name: "", cases: null }];
  const groups: ReportGroup[] = [{ kind: "headline", name: "", cases: first.headline.cases }];
  if (dataset.domains.length > 1) {
    groups.push({ kind: "macro", name: "", cases: null });
    for (const name of dataset.domains) {
      groups.push({ kind: "domain", name, cases: first.domains[name]?.cases ?? 0 });
    }
  }
  for (const name of Object.keys(first.slices).sort()) {
    groups.push({ kind: "slice", name, cases: first.slices[name].cases });
  }
  if (isFull) groups.push({ kind: "full", name: "", cases: first.headline.cases });
  return groups;
}

function examFacts({ protocol, protocolSeed, dataset, fingerprint }: LeaderboardTask): Fact[] {
  return [
    ["Task fingerprint", fingerprint],
    ["Protocol", protocolName(protocol)],
    ["Protocol SHA-256", protocol.sha256],
    ["Protocol seed", String(protocolSeed)],
    ["Dataset", dataset.id],
    ["Dataset SHA-256", dataset.sha256],
  ];
}

function runsOf(
  row: LeaderboardRow,
  metric: string,
  { records, timing }: RowSources,
): ReportRun[] {
  const values = row.headline.metrics[metric]?.values ?? [];
  return row.seeds.map((seed, i): ReportRun => {
    const record = records.get(row.id)?.find(({ result }) => result.seed === seed);
    const time = timing.get(row.id)?.find((each) => each.seed === seed);
    return [
      seed,
      record?.key ?? null,
      scaled(values[i]),
      row.validationCalls[i] ?? 0,
      time ? costsOf(time) : null,
    ];
  });
}

function costsOf({ seconds, cpuSeconds, peakMemoryBytes }: RunTiming): ReportCosts {
  const { fit, validate, score, total } = seconds;
  return [
    ...([toMilli(fit), toMilli(validate), toMilli(score)] as const),
    ...([toMilli(total), toMilli(cpuSeconds), peakMemoryBytes] as const),
  ];
}

function toMilli(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}

function testsOf(row: LeaderboardRow, metric: string, tests: TestsByRow): ReportTests | null {
  const found = tests.get(row.id)?.get(metric);
  const decided = found?.bootstrap ?? found?.t;
  if (!found || !decided) return null;
  return {
    difference: found.difference,
    by: found.bootstrap ? "bootstrap" : "t",
    p: Number(decided.corrected.toPrecision(3)),
    wilcoxon: found.wilcoxon && Number(found.wilcoxon.corrected.toPrecision(3)),
  };
}
