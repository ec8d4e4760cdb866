/// <reference lib="dom" />
import type { ShownMark } from "./mark_of.ts";

const SVG = "http://www.w3.org/2000/svg", WIDTH = 128, HEIGHT = 18, EDGE = 5;

/** An interval on a scale that all rows share, over the band of the best row's. */
export function intervalPicture(
  { mean, interval }: ShownMark,
  { range: [low, high], best }: {
    readonly range: readonly [number, number];
    readonly best: readonly [number, number] | null;
  },
): SVGSVGElement {
  const across = (value: number) =>
    String(EDGE + (WIDTH - 2 * EDGE) * (high > low ? (value - low) / (high - low) : 0.5));
  const svg = shape("svg", {
    ...{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: String(WIDTH), height: String(HEIGHT) },
    ...{ class: "interval", "aria-hidden": "true" },
  });
  if (best) {
    const x = across(best[0]), width = String(Number(across(best[1])) - Number(x));
    svg.append(shape("rect", { x, width, y: "0", height: String(HEIGHT), class: "band" }));
  }
  const middle = String(HEIGHT / 2);
  if (interval) {
    const [x1, x2] = interval.map(across);
    svg.append(shape("line", { x1, x2, y1: middle, y2: middle }));
  }
  svg.append(shape("circle", { cx: across(mean), cy: middle, r: "3.5" }));
  return svg;
}

function shape<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
