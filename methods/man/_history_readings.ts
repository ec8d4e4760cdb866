import type { Histories as HistoryEvents } from "@permafrost/bench/method";
import { evaluate, type Parameter } from "@permafrost/bench/nn";
import type { ManModel } from "./_model.ts";
import { readHistories, type Reading } from "./_network.ts";

/** Positions of histories that are on the device at once. */
const POSITIONS = 16384;

/** What histories are to a model, in host memory: of every part, a row per history. */
export type HistoryReadings = { readonly [Part in keyof Reading]?: Parameter };

/**
 * Reads histories once, whatever is then asked about them, a piece at a time.
 *
 * @param histories items of one domain, `domain`
 * @returns the readings, and `present`: 1 for a position that is there, `histories × maximumLength`
 */
export async function historyReadings(
  model: ManModel,
  histories: HistoryEvents,
  { domain }: { domain: number },
): Promise<{ readings: HistoryReadings; present: Uint8Array }> {
  const { config } = model, count = histories.offsets.length - 1, { maximumLength } = config;
  const readings: Record<string, Parameter> = {}, present = new Uint8Array(count * maximumLength);
  const limit = Math.max(1, Math.floor(POSITIONS / maximumLength));
  for (let first = 0; first < count; first += limit) {
    const { inputs, histories: piece } = model.prepare(domain, {
      histories: slice(histories, first, Math.min(count, first + limit)),
    });
    present.set(piece.present, first * maximumLength);
    const shapes: [string, number[]][] = [];
    const values = await evaluate(inputs, (weights) => {
      const parts = Object.entries(readHistories(weights, piece, { config }));
      for (const [part, { shape }] of parts) shapes.push([part, shape]);
      const [one, ...others] = parts.map(([, each]) => each.reshape([-1]));
      return one.concat(others);
    });
    let from = 0;
    for (const [part, [size, ...inner]] of shapes) {
      const width = inner.reduce((product, each) => product * each, 1);
      readings[part] ??= {
        shape: [count, ...inner],
        values: new Float32Array(count * width),
      };
      readings[part].values.set(values.subarray(from, from += size * width), first * width);
    }
  }
  return { readings, present };
}

/** Sequences from `first` to `end`. */
function slice({ offsets, item, time }: HistoryEvents, first: number, end: number): HistoryEvents {
  return {
    offsets: offsets.slice(first, end + 1).map((offset) => offset - offsets[first]),
    item: item.subarray(offsets[first], offsets[end]),
    time: time.subarray(offsets[first], offsets[end]),
  };
}
