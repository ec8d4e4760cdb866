/// <reference lib="dom" />
import { mark } from "../_format.ts";
import { dot, line } from "@observablehq/plot";
import { draw } from "./_draw.ts";
import type { Markup } from "./_markup.ts";

/** What validation gave one seed of a row, call by call. */
export interface Curve {
  readonly seed: number;
  readonly values: readonly (number | null)[];
}

/** The curves of one row: a line a seed, a dot on the best call of each. */
export function curveChart(
  curves: readonly Curve[],
  { name, metric, range }: {
    readonly name: string;
    readonly metric: string;
    /** Of the values of all rows, so that charts can be compared. */
    readonly range: readonly [number, number];
  },
): Markup {
  const points = curves.flatMap(({ seed, values }) =>
    values.flatMap((value, i) => value === null ? [] : { seed, call: i + 1, value })
  );
  const best = curves.flatMap(({ seed }) => {
    const own = points.filter((point) => point.seed === seed);
    const most = Math.max(...own.map(({ value }) => value));
    return own.find(({ value }) => value === most) ?? [];
  });
  const calls = Math.max(1, ...points.map(({ call }) => call)), [first] = best;
  return draw(
    `Validation of ${name}: ${metric} over ${calls} calls, ${curves.length} seeds` +
      (first ? `; best ${mark(first.value)} at call ${first.call} of seed ${first.seed}.` : "."),
    {
      ...{
        width: 300,
        height: 170,
        marginLeft: 42,
        marginBottom: 34,
        marginTop: 18,
        marginRight: 12,
      },
      x: {
        ...{ domain: [1, Math.max(2, calls)], label: "validation call", labelAnchor: "center" },
        ...{
          ticks: Math.min(6, calls),
          tickFormat: (call: number) => Number.isInteger(call) ? String(call) : "",
        },
      },
      y: { domain: [...range], label: `↑ ${metric}`, ticks: 4, tickFormat: ".3~f", grid: true },
      marks: [
        line(points, {
          ...{ x: "call", y: "value", z: "seed", stroke: "var(--accent)" },
          ...{ strokeWidth: 1.4, strokeOpacity: 0.75 },
        }),
        dot(best, {
          ...{ x: "call", y: "value", r: 3.2, fill: "var(--accent)" },
          title: ({ seed, call, value }) => `seed ${seed}, call ${call}: ${mark(value)}`,
        }),
      ],
    },
  );
}
