import type { Entrant } from "./_arena.ts";

/** What entrants reached by so many samples of a target. */
export interface CurvePoint {
  readonly samples: string;
  readonly entrants: readonly Entrant[];
}

/**
 * The data of a plot, as a Markdown table: per number of samples and entrant the mean over run seeds and
 * its standard error (of more than one), `–` where it did not sit the exam; and whether a point lies more
 * than two standard errors of the difference below the one before it.
 */
export function learningCurve(points: readonly CurvePoint[]): string {
  const labels = [...new Set(points.flatMap(({ entrants }) => entrants.map(({ label }) => label)))];
  const before = new Map<string, Mean>();
  const rows = points.map(({ samples, entrants }) => {
    const cells = labels.map((label) => {
      const entrant = entrants.find((each) => each.label === label);
      if (entrant === undefined) return "–";
      const now = meanOf(entrant), last = before.get(label);
      before.set(label, now);
      const falls = last !== undefined &&
        last.mean - now.mean > 2 * Math.hypot(last.error, now.error);
      const error = Number.isNaN(now.error) ? "" : ` ± ${number(now.error)}`;
      return `${number(now.mean)}${error}${falls ? " falls" : ""}`;
    });
    return `| ${samples} | ${cells.join(" | ")} |`;
  });
  return [
    `| samples | ${labels.join(" | ")} |`,
    `| ---: |${" ---: |".repeat(labels.length)}`,
    ...rows,
  ].join("\n");
}

interface Mean {
  readonly mean: number;
  readonly error: number;
}

/** Mean over run seeds of the headline cases' mean, and its standard error: NaN of one run seed. */
function meanOf({ values, headline }: Entrant): Mean {
  const counted = headline.reduce((sum, each) => sum + each, 0);
  const means = values.map((each) =>
    each.reduce((sum, value, at) => sum + (headline[at] ? value : 0), 0) / counted
  );
  const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
  const squares = means.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (means.length - 1) / means.length) };
}

function number(value: number): string {
  return value.toFixed(4).replace(/^0\./, ".");
}
