import { pairedT } from "../../leaderboard/statistics/paired_t.ts";
import type { Entrant } from "./_arena.ts";

/**
 * A Markdown table of clicks, as BIAO's table 1: AUC and log-loss, mean ± sample deviation over run
 * seeds; RelaImpr, (AUC − ½) / (AUC of `single` − ½) − 1, of the means; the difference of AUC to
 * `base`, with a paired t-test over run seeds, as there.
 *
 * @param options labels of what the others are held against
 * @throws {RangeError} if one of them is no entrant
 */
export function clickTable(
  entrants: readonly Entrant[],
  { single, base }: { readonly single: string; readonly base: string },
): string {
  const number = (value: number) => value.toFixed(4).replace(/^(-?)0\./, "$1.");
  const signed = (text: string) => text.startsWith("-") ? text.replace("-", "−") : `+${text}`;
  const marks = (label: string, metric: string): number[] => {
    const entrant = entrants.find((each) => each.label === label);
    if (entrant === undefined) {
      throw new RangeError(`Cannot hold against "${label}": no such entrant, expected one`);
    }
    return entrant.results.map(({ headline }) => headline.metrics[metric]?.value ?? NaN);
  };
  const cell = (values: readonly number[]) => {
    const squares = values.reduce((sum, each) => sum + (each - mean(values)) ** 2, 0);
    const deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
    return `${number(mean(values))} ± ${number(deviation)}`;
  };
  const singleAuc = mean(marks(single, "AUC")), baseAuc = marks(base, "AUC");
  return [
    `| entry | AUC | log-loss | RelaImpr to ${single} | to ${base} | p, paired t | CPU seconds a run |`,
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...entrants.map(({ label, seconds }) => {
      const auc = marks(label, "AUC");
      const impr = 100 * ((mean(auc) - 0.5) / (singleAuc - 0.5) - 1);
      const differences = Float64Array.from(auc, (each, seed) => each - baseAuc[seed]);
      const isBase = label === base;
      const cells = [
        label,
        cell(auc),
        cell(marks(label, "log-loss")),
        `${signed(impr.toFixed(1))} %`,
        isBase ? "" : signed(number(mean(differences))),
        isBase || differences.length < 2 ? "" : number(pairedT(differences).p),
        `${Math.round([...seconds].sort((a, b) => a - b)[Math.floor(seconds.length / 2)])}`,
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, each) => sum + each, 0) / values.length;
}
