import { multiply } from "./multiply";
import { softmaxRows, softmaxRowsGradient } from "./softmax";

/**
 * Scaled dot-product attention of every head of every sequence: what `_attend.ts` says in tensors.
 * Numbers of a head stand side by side within those of a position, so that nothing is moved.
 *
 * @param query `batch × length × heads · width`; `key` and `value` `batch × keys × heads · width`
 * @param present `batch × keys` whole numbers, 0 where there is no key; address 0 if all are there
 * @param shares gets the softmax, `batch × heads × length × keys`; `mixed` the result, like `query`
 */
export function attention(
  query: usize,
  key: usize,
  value: usize,
  present: usize,
  shares: usize,
  mixed: usize,
  scratch: usize,
  batch: i32,
  heads: i32,
  length: i32,
  keys: i32,
  width: i32,
  causal: i32,
): void {
  const head = <usize> width * 4, row = head * <usize> heads, line = <usize> keys * 4;
  const scale: f32 = 1 / sqrt<f32>(<f32> width);
  const seen = causal ? 1 : keys, more = causal ? 1 : 0;
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let h = 0; h < heads; h++) {
      const at = head * <usize> h;
      multiply(query + at, key + at, shares, 0, scratch, 0, 1, length, keys, width, 0, row, 4, 0, 4, row, 0, line);
      softmaxRows(shares, length, keys, scale, present, seen, more);
      multiply(shares, value + at, mixed + at, 0, scratch, 0, 1, length, width, keys, 0, line, 4, 0, row, 4, 0, row);
      shares += line * <usize> length;
    }
    query += row * <usize> length, mixed += row * <usize> length;
    key += row * <usize> keys, value += row * <usize> keys;
    if (present) present += line;
  }
}

/**
 * The gradients of `attention`.
 *
 * @param slope of `mixed`
 * @param slopes room for `length × keys` numbers
 */
export function attentionGradient(
  query: usize,
  key: usize,
  value: usize,
  shares: usize,
  slope: usize,
  byQuery: usize,
  byKey: usize,
  byValue: usize,
  slopes: usize,
  scratch: usize,
  batch: i32,
  heads: i32,
  length: i32,
  keys: i32,
  width: i32,
): void {
  const head = <usize> width * 4, row = head * <usize> heads, line = <usize> keys * 4;
  const scale: f32 = 1 / sqrt<f32>(<f32> width);
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let h = 0; h < heads; h++) {
      const at = head * <usize> h;
      multiply(shares, slope + at, byValue + at, 0, scratch, 0, 1, keys, width, length, 0, 4, line, 0, row, 4, 0, row);
      multiply(slope + at, value + at, slopes, 0, scratch, 0, 1, length, keys, width, 0, row, 4, 0, 4, row, 0, line);
      softmaxRowsGradient(shares, slopes, length, keys, scale);
      multiply(slopes, key + at, byQuery + at, 0, scratch, 0, 1, length, width, keys, 0, line, 4, 0, row, 4, 0, row);
      multiply(slopes, query + at, byKey + at, 0, scratch, 0, 1, keys, width, length, 0, 4, line, 0, row, 4, 0, row);
      shares += line * <usize> length;
    }
    query += row * <usize> length, slope += row * <usize> length, byQuery += row * <usize> length;
    key += row * <usize> keys, byKey += row * <usize> keys;
    value += row * <usize> keys, byValue += row * <usize> keys;
  }
}
