import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** The recurrence of gated recurrent units over all positions, and its gradients. */
export function registerRecurrence(heap: WasmHeap): void {
  const { kernels } = heap;

  heap.register("Recurrence", () => ({ inputs }) => {
    const gatesOf = given(inputs, "inputs"), weight = given(inputs, "weight");
    const bias = given(inputs, "bias"), initial = given(inputs, "initial"), { scale } = inputs;
    const [batch, length] = gatesOf.shape, [size] = weight.shape;
    const states = heap.output([batch, length, size]);
    const gates = heap.output([length, batch, 4 * size]), hidden = heap.output([batch, 3 * size]);
    const scratch = heap.scratch([size, 3 * size]);
    const at = [gatesOf, weight, bias, initial, scale, states, gates, hidden, scratch]
      .map((each) => heap.address(each));
    kernels.recurrence(...at, batch, length, size);
    heap.free(hidden, scratch);
    return [states, gates];
  });

  heap.register("RecurrenceGradient", () => ({ inputs }) => {
    const weight = given(inputs, "weight"), initial = given(inputs, "initial");
    const states = given(inputs, "states"), gates = given(inputs, "gates");
    const slope = given(inputs, "slope"), { scale } = inputs;
    const [batch, length, size] = states.shape;
    const byInputs = heap.output([batch, length, 3 * size]), byWeight = heap.zeros(weight.shape);
    const byBias = heap.zeros([3 * size]), byInitial = heap.zeros([batch, size]);
    const byScale = scale && heap.output(scale.shape), hidden = heap.output([batch, 3 * size]);
    const scratch = heap.scratch([3 * size, size], [batch, 3 * size]);
    const at = [
      ...[weight, initial, scale, states, gates, slope],
      ...[byInputs, byWeight, byBias, byInitial, byScale, hidden, scratch],
    ].map((each) => heap.address(each));
    kernels.recurrenceGradient(...at, batch, length, size);
    heap.free(hidden, scratch);
    return [byInputs, byWeight, byBias, byInitial, ...byScale ? [byScale] : []];
  });
}
