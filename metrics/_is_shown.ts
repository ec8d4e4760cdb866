/** Whether a place of a list holds an item: 0xffffffff stands where the list is shorter. */
export function isShown(item: number): boolean {
  return item !== 0xffffffff;
}
