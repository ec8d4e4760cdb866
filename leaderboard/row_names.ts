import type { LeaderboardRow } from "./schema/leaderboard.ts";

/**
 * What the rows of a task are called: their method's id, and where several rows have it, what tells
 * them apart. None is another's.
 *
 * @example
 * ```ts
 * import { rowNames } from "./row_names.ts";
 * if (rowNames([]).length > 0) throw new Error("names of nobody");
 * ```
 */
export function rowNames(rows: readonly LeaderboardRow[]): string[] {
  const groups = Map.groupBy(rows, ({ method }) => method.id), names = new Map<object, string>();
  for (const [id, same] of groups) {
    const all = same.map(tellingParts);
    all.forEach((parts, i) => {
      const telling = parts.filter((part, p) =>
        part !== "" && all.some((each) => each[p] !== part)
      );
      names.set(same[i], [id, ...telling].join(" · "));
    });
  }
  const given = rows.map((row) => names.get(row) ?? row.method.id);
  return given.map((name, i) =>
    given.indexOf(name) === given.lastIndexOf(name) ? name : `${name} · ${rows[i].id.slice(0, 8)}`
  );
}

function tellingParts(row: LeaderboardRow): string[] {
  const { method, device, kernels, deno, text, notComparable } = row;
  return [
    method.version,
    method.variant,
    `code ${method.closure.slice(0, 6)}`,
    `config ${row.configSha256.slice(0, 6)}`,
    device,
    kernels,
    `Deno ${deno}`,
    text ? `texts ${text.model.id}` : "",
    notComparable.join(", "),
  ];
}
