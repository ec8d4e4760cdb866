import {
  candidateLists,
  type Histories as HistoryEvents,
  type QueryBatch,
  type Scorer,
} from "@permafrost/bench/method";
import { domainHistories, evaluate, type Parameter, type Parameters } from "@permafrost/bench/nn";
import { type HistoryReadings, historyReadings } from "./_history_readings.ts";
import type { ManModel } from "./_model.ts";
import { type Reading, scorePairs } from "./_network.ts";

/** Positions of pairs that are on the device at once: memory grows with neither pool nor batch. */
const POSITIONS = 65536;

/**
 * A scorer with the weights that the model has whenever it is asked. A history is read once, then
 * compared with its candidates a piece at a time.
 */
export function scorerOf(model: ManModel): Scorer {
  return {
    score: (batch) => score(model, batch),
    save: () => Promise.resolve(model.save()),
  };
}

async function score(model: ManModel, batch: QueryBatch): Promise<Float32Array> {
  const { catalogue } = model, { domain: domains, history } = batch;
  const lists = candidateLists(batch, catalogue), scores = new Float32Array(lists.items.length);
  const own = domainHistories(history, { itemDomain: catalogue.itemDomain, domain: domains });
  for (const domain of new Set(domains)) {
    // Query and place among the scores, per pair of this domain.
    const queries = [...domains.keys()].filter((query) => domains[query] === domain);
    const row: number[] = [], places: number[] = [];
    queries.forEach((query, i) => {
      for (let at = lists.offsets[query]; at < lists.offsets[query + 1]; at++) {
        row.push(i);
        places.push(at);
      }
    });
    const read = await historyReadings(model, pick(own, queries), { domain });
    const limit = Math.max(1, Math.floor(POSITIONS / model.config.maximumLength));
    for (let first = 0; first < row.length; first += limit) {
      const at = places.slice(first, first + limit);
      const logits = await scorePiece(model, read, {
        domain,
        row: Int32Array.from(row.slice(first, first + limit)),
        items: Uint32Array.from(at, (place) => lists.items[place]),
      });
      at.forEach((place, pair) => scores[place] = logits[pair]);
    }
  }
  return scores;
}

/** Logits of some pairs of a domain, their histories in ascending order. */
async function scorePiece(
  model: ManModel,
  { readings, present }: { readings: HistoryReadings; present: Uint8Array },
  { domain, row, items }: { domain: number; row: Int32Array; items: Uint32Array },
): Promise<Float32Array> {
  const { config } = model, from = row[0], to = row[row.length - 1] + 1;
  const { inputs, targets } = model.prepare(domain, { targets: items });
  const parts = Object.entries(readings);
  const given: Parameters = Object.fromEntries(
    parts.map(([part, each]) => [`reading.${part}`, rowsOf(each, from, to)]),
  );
  const pairs = {
    domain,
    targets,
    row: row.map((each) => each - from),
    present: present.subarray(from * config.maximumLength, to * config.maximumLength),
  };
  return await evaluate({ ...inputs, ...given }, (weights) => {
    const reading: Reading = Object.fromEntries(
      parts.map(([part]) => [
        part,
        weights.get(`reading.${part}`, given[`reading.${part}`].shape),
      ]),
    );
    return scorePairs(weights, reading, { pairs, config });
  });
}

function rowsOf({ shape: [, ...inner], values }: Parameter, from: number, to: number): Parameter {
  const width = inner.reduce((product, each) => product * each, 1);
  return { shape: [to - from, ...inner], values: values.subarray(from * width, to * width) };
}

/** Some of the sequences. */
function pick({ offsets, item, time }: HistoryEvents, sequences: readonly number[]): HistoryEvents {
  const starts = new Uint32Array(sequences.length + 1);
  sequences.forEach((from, i) => starts[i + 1] = starts[i] + offsets[from + 1] - offsets[from]);
  const picked = {
    offsets: starts,
    item: new Uint32Array(starts[sequences.length]),
    time: new Float64Array(starts[sequences.length]),
  };
  sequences.forEach((from, i) => {
    picked.item.set(item.subarray(offsets[from], offsets[from + 1]), starts[i]);
    picked.time.set(time.subarray(offsets[from], offsets[from + 1]), starts[i]);
  });
  return picked;
}
