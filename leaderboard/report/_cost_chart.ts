/// <reference lib="dom" />
import { dot, line, type Markish, ruleX, text } from "@observablehq/plot";
import { mark } from "../_format.ts";
import { draw } from "./_draw.ts";
import type { Markup } from "./_markup.ts";
import { type Bargain, paretoFront } from "./_pareto_front.ts";
import { placeLabels, PLACES } from "./_place_labels.ts";

/** A row in a chart of costs. */
export interface CostPoint extends Bargain {
  readonly name: string;
  readonly isControl: boolean;
  readonly interval: readonly [number, number] | null;
}

/** One kind of cost. */
export interface CostAxis {
  /** What it is. */
  readonly label: string;
  /** What that means. */
  readonly meaning: string;
  /** Where ticks may be. */
  readonly ticks: readonly number[];
  /** How one is written. */
  readonly format: (cost: number) => string;
}

/** A place in the chart: the power of ten of a cost, and a worth. */
interface Point {
  readonly x: number;
  readonly y: number;
}

type Ends = readonly [number, number];

const WIDTH = 380, HEIGHT = 280;
const FRAME = { left: 52, right: WIDTH - 14, top: 30, bottom: HEIGHT - 42 };
/** With more rows than that only the front has names and intervals. */
const NAMED = 40;

/** Quality over a cost, on a logarithmic axis, with the Pareto front. */
export function costChart(
  points: readonly CostPoint[],
  { axis: { label, ticks, format }, metric }: { readonly axis: CostAxis; readonly metric: string },
): Markup {
  const front = paretoFront(points), few = points.length <= NAMED ? points : [];
  // The logarithm is ours: on a scale of type "log" some of the ticks would go without text.
  const x = widened(points.map(tenfold), 0.12);
  const y = widened(points.flatMap(({ worth, interval }) => [worth, ...interval ?? []]), 0.06);
  const stairs = stairsOf(front.map(pointOf), { x, y });
  const named = [...front, ...few.filter((each) => !front.includes(each))];
  const at = {
    ...{ x: tenfold, y: "worth" },
    title: ({ name, cost, worth }: CostPoint) =>
      `${name}\n${metric} ${mark(worth)}, ${format(cost)}`,
  };
  return draw(
    `${metric} against ${label}. On the front: ${front.map(({ name }) => name).join(", ")}.`,
    {
      ...{ width: WIDTH, height: HEIGHT, marginLeft: FRAME.left, marginTop: FRAME.top },
      ...{ marginRight: WIDTH - FRAME.right, marginBottom: HEIGHT - FRAME.bottom },
      x: {
        ...{ domain: [...x], label, labelAnchor: "center", labelArrow: "right" },
        ticks: ticks.map(Math.log10).filter((tick) => tick >= x[0] && tick <= x[1]),
        tickFormat: (tick: number) => format(Math.round(1000 * 10 ** tick) / 1000),
      },
      y: { domain: [...y], label: `↑ ${metric}`, ticks: 5, tickFormat: ".3~f", grid: true },
      marks: [
        line(stairs, {
          ...{ x: "x", y: "y", curve: "step-after" },
          ...{ stroke: "var(--front)", strokeWidth: 1.5, strokeDasharray: "4 3" },
        }),
        ruleX(few.filter(({ interval }) => interval !== null), {
          ...{ x: tenfold, y1: (p) => p.interval[0], y2: (p) => p.interval[1] },
          ...{ stroke: "var(--bar)", strokeWidth: 1.5 },
        }),
        dot(points.filter(({ isControl }) => !isControl), { ...at, r: 4, fill: "var(--accent)" }),
        dot(points.filter(({ isControl }) => isControl), {
          ...{ ...at, r: 3.5, symbol: "diamond", strokeWidth: 1.5 },
          ...{ fill: "var(--surface)", stroke: "var(--muted)" },
        }),
        ...labelsOf(named, { stairs, x, y }),
      ],
    },
  );
}

/** From the foot of the chart up to the cheapest, and on from the best to its edge. */
function stairsOf(front: readonly Point[], { x, y }: { x: Ends; y: Ends }): Point[] {
  return [{ x: front[0].x, y: y[0] }, ...front, { x: x[1], y: front[front.length - 1].y }];
}

/** Names, as far as there is room for them beside dots and stairs. */
function labelsOf(
  named: readonly CostPoint[],
  { stairs, x, y }: { readonly stairs: readonly Point[]; readonly x: Ends; readonly y: Ends },
): Markish[] {
  const within = (value: number, [low, high]: Ends) => (value - low) / (high - low);
  const pixels = (point: Point) => ({
    x: FRAME.left + (FRAME.right - FRAME.left) * within(point.x, x),
    y: FRAME.bottom - (FRAME.bottom - FRAME.top) * within(point.y, y),
  });
  const corners = stairs.map(pixels);
  const lines = corners.slice(1).flatMap((to, i) => {
    const from = corners[i];
    return [
      { left: from.x, right: to.x, top: from.y, bottom: from.y },
      { left: to.x, right: to.x, top: to.y, bottom: from.y },
    ];
  });
  const places = placeLabels(
    named.map((each) => ({ ...pixels(pointOf(each)), text: each.name })),
    { frame: { ...FRAME, left: FRAME.left - 6, right: WIDTH }, lines },
  );
  return PLACES.map((place) => {
    const { dx, dy, anchor: textAnchor } = place;
    return text(named.filter((_, i) => places[i] === place), {
      ...{ x: tenfold, y: "worth", text: "name", dx, dy, textAnchor, fontSize: 11 },
      ...{ fill: "var(--ink)", stroke: "var(--surface)", strokeWidth: 3 },
    });
  });
}

function pointOf(point: CostPoint): Point {
  return { x: tenfold(point), y: point.worth };
}

function tenfold({ cost }: CostPoint): number {
  return Math.log10(cost);
}

/** The least and the most of some values, with a share of what is between them as room on both sides. */
function widened(values: readonly number[], share: number): Ends {
  const least = Math.min(...values), most = Math.max(...values);
  const room = share * (most - least) || 0.01;
  return [least - room, most + room];
}
