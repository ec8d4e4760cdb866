/// <reference lib="dom" />

/**
 * The element of an id.
 *
 * @throws {TypeError} if the page has none
 */
export function findElement<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`Cannot find "${id}" in the page: expected a ${kind.name}`);
}
