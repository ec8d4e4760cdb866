/// <reference lib="dom" />

/** What an element may hold. */
export type Child = Node | string | null | undefined | false | readonly Child[];

/** An element with attributes and children; text is text, whatever it says. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  append(made, children);
  return made;
}

function append(to: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === "string" || child instanceof Node) to.append(child);
    else append(to, child);
  }
}
