/// <reference lib="dom" />
import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { Markup } from "./_markup.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** Coordinates; the text of labels and titles is left as it is. */
const NUMBERS = / (?:d|transform|points|[xy][12]?|c[xy]|r|width|height)="[^"]*"/g;

/**
 * A chart as SVG: its colours are those of the page, its numbers have two decimals, it is one picture
 * with a name for who does not see it.
 *
 * @param name what it shows, in a sentence
 */
export function draw(name: string, options: PlotOptions): Markup {
  const svg = plot({ ...options, document });
  for (const style of svg.querySelectorAll("style")) style.remove();
  // One picture: its parts have no names of their own.
  for (const part of svg.querySelectorAll("g")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-hidden");
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  svg.setAttribute("class", "chart");
  svg.removeAttribute("font-family");
  return new Markup(
    svg.outerHTML.replaceAll(
      NUMBERS,
      (attribute) =>
        attribute.replaceAll(
          /-?\d+\.\d{3,}/g,
          (number) => String(Number(Number(number).toFixed(2))),
        ),
    ),
  );
}
