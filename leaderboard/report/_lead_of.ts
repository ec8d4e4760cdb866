import { mark } from "../_format.ts";
import { type Markup, markup } from "./_markup.ts";
import type { ReportTask } from "./report_data.ts";
import { isTied } from "./page/is_tied.ts";
import { markOf } from "./page/mark_of.ts";

/** Names that a sentence can bear. */
const NAMED = 3;

/** Who is first on a task, and who cannot be told apart from it, in a sentence. */
export function leadOf(task: ReportTask): Markup | null {
  const best = task.best === null ? undefined : task.rows[task.best];
  const [metric] = task.metrics, [group] = task.groups;
  const found = best && markOf(task, best, { group, metric });
  if (!best || !found) return null;
  const { mean, interval } = found;
  const within = interval && ` (95 %: ${interval.map(mark).join(" – ")})`;
  const first = markup`<b>${best.name}</b> is first with ${metric} ${mark(mean)}${within}.`;
  if (task.untested !== null) return first;
  const tied = task.rows.filter((row) => row !== best && isTied(row, best)).map(({ name }) => name);
  return markup`${first} ${
    tied.length === 0
      ? "Every other row that was tested is told apart from it."
      : tied.length === 1
      ? markup`<b>${tied[0]}</b> is not told apart from it.`
      : tied.length <= NAMED
      ? markup`${
        tied.map((name, i) =>
          markup`${i > 0 && (i < tied.length - 1 ? ", " : " and ")}<b>${name}</b>`
        )
      } are not told apart from it.`
      : `${tied.length} rows are not told apart from it.`
  }`;
}
