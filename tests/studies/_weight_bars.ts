/// <reference lib="dom" />
import { axisX, barX, gridX, ruleX } from "@observablehq/plot";
import type { WeightGroup } from "./_learned_weights.ts";
import { plotSvg } from "./_plot_svg.ts";

/**
 * Mean weights of groups of source behaviours as a bar chart, in the order that they have: figures 3
 * and 4 of BIAO's paper.
 *
 * @param options `name`: what it shows, in a sentence; `label`: what groups are told apart by
 */
export function weightBars(
  groups: readonly WeightGroup[],
  { name, label }: { readonly name: string; readonly label: string },
): string {
  return plotSvg(name, {
    ...{ width: 640, height: 60 + 18 * groups.length, marginLeft: 110 },
    x: { label: "mean weight" },
    y: { label, type: "band", domain: groups.map(({ name }) => name) },
    marks: [
      gridX(),
      axisX({ anchor: "bottom" }),
      barX(groups, { x: "mean", y: "name", fill: "steelblue", title: "behaviours" }),
      ruleX([0]),
    ],
  });
}
