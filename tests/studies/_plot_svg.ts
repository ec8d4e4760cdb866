/// <reference lib="dom" />
import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";

/**
 * A chart as a file of its own: SVG on white, whose name tells who does not see it what it shows.
 *
 * @param name what it shows, in a sentence
 */
export function plotSvg(name: string, options: PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = plot({ ...options, style: { background: "white", color: "black" }, document });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  return `${svg.outerHTML}\n`;
}
