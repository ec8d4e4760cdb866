/** Numbers in a tensor of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, each) => size * each, 1);
}
