import type { TestedRow } from "./_tested_row.ts";

type Cases = TestedRow["cases"];

/**
 * Whether two rows of one task were asked the same in the same order. Its users have other numbers
 * where the data around the task was another, but stand in the same order.
 */
export function sameCases(a: Cases, b: Cases): boolean {
  if (a.user.length !== b.user.length) return false;
  const left = dense(a.user), right = dense(b.user);
  return left.every((user, at) => user === right[at] && a.headline[at] === b.headline[at]);
}

function dense(user: Uint32Array): Uint32Array {
  const place = new Map<number, number>();
  for (const each of new Uint32Array(new Set(user)).sort()) place.set(each, place.size);
  return user.map((each) => place.get(each) ?? 0);
}
