import { duration } from "../_format.ts";
import { type CostAxis, costChart, type CostPoint } from "./_cost_chart.ts";
import { type Markup, markup } from "./_markup.ts";
import { rowNames } from "../row_names.ts";
import type { RowSources } from "./_row_sources.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";
import type { RunTiming } from "../schema/leaderboard_timing.ts";

const MEBIBYTE = 1048576;

const TIME: CostAxis = {
  label: "time of a run",
  meaning: "fit, validate and score by the clock, mean over seeds",
  ticks: [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10800, 36000, 86400],
  format: (seconds) => duration(seconds).replace(".0 ", " "),
};

const MEMORY: CostAxis = {
  label: "peak memory of a run",
  meaning: "the most of its seeds",
  ticks: Array.from({ length: 16 }, (_, i) => MEBIBYTE * 2 ** (4 + i)),
  format: (bytes) =>
    bytes < 1024 * MEBIBYTE
      ? `${Math.round(bytes / MEBIBYTE)} MiB`
      : `${Number((bytes / 1024 / MEBIBYTE).toFixed(1))} GiB`,
};

/** Time and memory against quality; a sentence where nobody measured them. */
export function costSection(task: LeaderboardTask, { timing }: RowSources): Markup {
  const charts = [
    chartOf(task, timing, { ...TIME, of: (runs) => mean(runs.map(spent)) }),
    chartOf(task, timing, {
      ...MEMORY,
      of: (runs) => Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes)),
    }),
  ];
  if (charts.every((chart) => chart === null)) {
    return markup`<p class="none">Nothing to show: there is no time or memory of these rows.</p>`;
  }
  return markup`<div class="charts wide">${charts}</div>
<p class="key"><span class="dot method"></span> method <span class="dot control"></span> control
<span class="front"></span> Pareto front: nobody is better at that cost or below. Upright bars are
95 % intervals. Rows that may not be compared, or whose cost is not known, are left out.</p>`;
}

function chartOf(
  { rows, metrics }: LeaderboardTask,
  timing: RowSources["timing"],
  axis: CostAxis & { readonly of: (runs: readonly RunTiming[]) => number },
): Markup | null {
  const names = rowNames(rows);
  const points = rows.flatMap((row, i): CostPoint[] => {
    const found = row.headline.metrics[metrics[0]], runs = timing.get(row.id) ?? [];
    if (!found || runs.length === 0 || row.notComparable.length > 0) return [];
    const cost = axis.of(runs), isControl = row.method.role === "control";
    return cost > 0
      ? [{ name: names[i], cost, worth: found.mean, isControl, interval: found.interval }]
      : [];
  });
  if (points.length === 0) return null;
  return markup`<figure>${costChart(points, { axis, metric: metrics[0] })}
<figcaption><b>${metrics[0]} against ${axis.label}</b>: ${axis.meaning}</figcaption></figure>`;
}

function spent({ seconds: { fit, validate, score } }: RunTiming): number {
  return fit + validate + score;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
