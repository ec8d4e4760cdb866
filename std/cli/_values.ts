/** Flags by name; a dotted name is a path. */
export type Values = Record<string, unknown>;

/** minimist collects whatever is repeated; here only what `collected` names, else the last one counts. */
export function lastOrAll(values: Values, collected: ReadonlySet<string>, prefix = ""): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const name = prefix + key;
      if (isNested(value)) return [key, lastOrAll(value, collected, `${name}.`)];
      if (collected.has(name)) return [key, [value].flat()];
      return [key, Array.isArray(value) ? value.at(-1) : value];
    }),
  );
}

/** Sets a flag that is not there yet. */
export function setIfMissing(values: Values, name: string, value: unknown): void {
  const path = name.split(".");
  const last = path.pop() ?? "";
  let at = values;
  for (const key of path) {
    const next = Object.hasOwn(at, key) ? at[key] : at[key] = {};
    if (!isNested(next)) return;
    at = next;
  }
  if (!Object.hasOwn(at, last)) at[last] = value;
}

function isNested(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
