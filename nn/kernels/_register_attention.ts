import { given } from "./_given.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** Attention of all heads, without moving a number to split them, and its gradients. */
export function registerAttention(heap: WasmHeap): void {
  const { kernels } = heap;

  heap.register("Attention", () => ({ inputs, attrs }) => {
    const query = given(inputs, "query"), key = given(inputs, "key");
    const value = given(inputs, "value"), { present } = inputs;
    const [batch, length, size] = query.shape, keys = key.shape[1], heads = Number(attrs?.heads);
    const shares = heap.output([batch, heads, length, keys]), mixed = heap.output(query.shape);
    const width = size / heads, scratch = heap.scratch([width, keys], [keys, width]);
    const at = [query, key, value, present, shares, mixed, scratch].map((x) => heap.address(x));
    kernels.attention(...at, batch, heads, length, keys, width, attrs?.causal ? 1 : 0);
    heap.free(scratch);
    return [mixed, shares];
  });

  heap.register("AttentionGradient", () => ({ inputs, attrs }) => {
    const query = given(inputs, "query"), key = given(inputs, "key");
    const value = given(inputs, "value"), shares = given(inputs, "shares");
    const slope = given(inputs, "slope");
    const [batch, length, size] = query.shape, keys = key.shape[1], heads = Number(attrs?.heads);
    const width = size / heads, out = [query, key, value].map(({ shape }) => heap.output(shape));
    const slopes = heap.output([length, keys]);
    const scratch = heap.scratch([length, width], [width, keys], [keys, width]);
    const at = [query, key, value, shares, slope, ...out, slopes, scratch]
      .map((each) => heap.address(each));
    kernels.attentionGradient(...at, batch, heads, length, keys, width);
    heap.free(slopes, scratch);
    return out;
  });
}
