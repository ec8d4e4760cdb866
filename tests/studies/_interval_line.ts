/// <reference lib="dom" />
import { dot, line, ruleX, ruleY } from "@observablehq/plot";
import { mean, sampleStandardDeviation } from "simple-statistics";
import type { Entrant } from "./_arena.ts";
import { plotSvg } from "./_plot_svg.ts";

/**
 * AUC by interval as a line, mean ± sample deviation over run seeds, and the base's mean dashed: figure
 * 5 of BIAO's paper.
 *
 * @param entrants of two run seeds at least
 * @param options `name`: what it shows, in a sentence; `base`: the network by itself
 */
export function intervalLine(
  entrants: readonly { readonly interval: number; readonly entrant: Entrant }[],
  { name, base }: { readonly name: string; readonly base: Entrant },
): string {
  const points = entrants.map(({ interval, entrant }) => {
    const values = aucs(entrant), auc = mean(values), deviation = sampleStandardDeviation(values);
    return { interval, auc, low: auc - deviation, high: auc + deviation };
  });
  return plotSvg(name, {
    ...{ width: 480, height: 300, marginLeft: 56, inset: 12 },
    x: {
      label: "interval, lower steps",
      type: "log",
      ticks: points.map(({ interval }) => interval),
      tickFormat: "d",
    },
    y: { label: "AUC", grid: true },
    marks: [
      ruleY([mean(aucs(base))], { stroke: "gray", strokeDasharray: "4 3" }),
      ruleX(points, { x: "interval", y1: "low", y2: "high" }),
      line(points, { x: "interval", y: "auc", stroke: "steelblue" }),
      dot(points, { x: "interval", y: "auc", fill: "steelblue" }),
    ],
  });
}

function aucs({ results }: Entrant): number[] {
  return results.map(({ headline }) => headline.metrics.AUC.value);
}
