import { candidateLists } from "../../plugins/contract/mod.ts";
import type { QueryBatch } from "../../plugins/contract/mod.ts";
import { evaluate } from "../evaluate.ts";
import type { Behaviours } from "./behaviours.ts";
import type { JointClickModel } from "./joint_click_model.ts";

/** Behaviours that are on the device at once: memory does not grow with what is asked. */
const CHUNK = 2048;

/** The logits of what is asked about the target, NaN for all else; each depends on its query alone. */
export async function scoreClicks(
  model: JointClickModel,
  batch: QueryBatch,
): Promise<Float32Array> {
  const { offsets, items } = candidateLists(batch, model.catalogue);
  const scores = new Float32Array(items.length).fill(NaN);
  const places: number[] = [], queries: number[] = [];
  for (let query = 0; query < batch.length; query++) {
    if (batch.domain[query] !== model.target) continue;
    for (let place = offsets[query]; place < offsets[query + 1]; place++) {
      places.push(place);
      queries.push(query);
    }
  }
  for (let first = 0; first < places.length; first += CHUNK) {
    const some = places.slice(first, first + CHUNK), own = queries.slice(first, first + CHUNK);
    const candidates = Uint32Array.from(some, (place) => items[place]);
    const asked = behavioursOf(model, candidates, { batch, queries: own });
    const { inputs, logits: [logits] } = model.prepare([asked], { fit: false });
    (await evaluate(inputs, logits)).forEach((score, i) => scores[some[i]] = score);
  }
  return scores;
}

/** Items that some queries, ascending, ask about; all of a query share its history. */
function behavioursOf(
  model: JointClickModel,
  items: Uint32Array,
  { batch, queries }: { batch: QueryBatch; queries: readonly number[] },
): Behaviours {
  const { user, history: { offsets, item, time, rating } } = batch;
  const from = queries[0], to = queries[queries.length - 1] + 1;
  const base = offsets[from], end = offsets[to];
  return model.behaviours({
    history: {
      offsets: offsets.slice(from, to + 1).map((offset) => offset - base),
      item: item.subarray(base, end),
      time: time.subarray(base, end),
      ...rating && { rating: rating.subarray(base, end) },
    },
    target: items,
    label: new Float32Array(items.length),
    user: queries.map((query) => user[query]),
    row: Int32Array.from(queries, (query) => query - from),
  }, { side: "target" });
}
