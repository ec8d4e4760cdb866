import { count } from "../_format.ts";
import { type Curve, curveChart } from "./_curve_chart.ts";
import { type Markup, markup } from "./_markup.ts";
import { rowNames } from "../row_names.ts";
import type { RowSources } from "./_row_sources.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";

/** Charts of a task: the best rows have theirs. */
const MOST = 24;

/** Validation over training, a chart a row; a sentence where no record tells of it. */
export function curveSection({ rows, metrics }: LeaderboardTask, { records }: RowSources): Markup {
  const names = rowNames(rows);
  const found = rows.flatMap((row, i) => {
    const curves = (records.get(row.id) ?? []).flatMap(({ result }): Curve[] => {
      const { seed, validationValues = [] } = result;
      return validationValues.some((value) => value !== null)
        ? [{ seed, values: validationValues }]
        : [];
    });
    return curves.some(({ values }) => values.length > 1) ? [{ name: names[i], curves }] : [];
  });
  if (found.length === 0) {
    return markup`<p class="none">Nothing to show: no record here holds two validations of one run.
Methods that do not train, and records of before values were kept, have none.</p>`;
  }
  const shown = found.slice(0, MOST),
    values = shown.flatMap(({ curves }) =>
      curves.flatMap(({ values }) => values.filter((value) => value !== null))
    );
  const least = Math.min(...values), most = Math.max(...values);
  const room = 0.06 * (most - least) || 0.01;
  const range = [least - room, most + room] as const;
  const left = found.length - shown.length;
  return markup`<div class="charts">${
    shown.map(({ name, curves }) =>
      markup`<figure>${curveChart(curves, { name, metric: metrics[0], range })}
<figcaption>${name}</figcaption></figure>`
    )
  }</div>
<p class="key">${
    metrics[0]
  } on validation at each call, a line a seed; the dot is the best call of a
seed. All charts have the same scale.${
    left > 0 && ` The ${count(left)} rows below these are not drawn.`
  }</p>`;
}
