import type { EntrantRow } from "./_compare_entrants.ts";

/** A Markdown table of rows, the first of which is what the others are held against. */
export function entrantTable(rows: readonly EntrantRow[], metric: string): string {
  const number = (value: number) => value.toFixed(4).replace(/^(-?)0\./, "$1.");
  const signed = (value: number) => `${value < 0 ? "−" : "+"}${number(Math.abs(value))}`;
  const p = (value: number | null) =>
    value === null ? "" : value < 0.0001 ? "< .0001" : number(value);
  return [
    `| entry | ${metric} | to the first | p, paired t (Holm) | p, Wilcoxon (Holm) | CPU seconds a run |`,
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...rows.map(({ label, mean, deviation, difference, t, wilcoxon, seconds }) =>
      `| ${label} | ${number(mean)}${deviation === null ? "" : ` ± ${number(deviation)}`} | ${
        difference === null ? "" : signed(difference)
      } | ${p(t)} | ${p(wilcoxon)} | ${Math.round(seconds)} |`
    ),
  ].join("\n");
}
