import { UserError } from "../../core/user_error.ts";
import { parserBy } from "./_parse_by.ts";
import { migrations } from "./migrations.ts";
import type { Paper } from "./paper.ts";
import schema from "./paper.schema.json" with { type: "json" };

const parse = parserBy<Paper>(schema, { what: "paper", older: migrations.paper });

/**
 * Reads the text of a paper's reported numbers, checks its shape by `paper.schema.json` and that its
 * parts fit: every row has one number a column, and every name that is referred to is there.
 *
 * @throws {UserError} if it is no JSON, of another shape or does not fit, with the place
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { parsePaper } from "./parse_paper.ts";
 * assertThrows(() => parsePaper('{"schema":"permafrost/paper@1"}'), Error, '$ is without "id"');
 * ```
 */
export function parsePaper(text: string): Paper {
  const paper = parse(text);
  paper.tables.forEach((table, i) => {
    const at = `$.tables.${i}`;
    expectOne(`${at}.nearest`, table.nearest, paper.exams.map(({ protocol }) => protocol));
    table.columns.forEach(({ dataset, domain }, j) => {
      const data = paper.datasets.find(({ name }) => name === dataset);
      expectOne(`${at}.columns.${j}.dataset`, dataset, paper.datasets.map(({ name }) => name));
      const domains = data?.domains.map(({ name }) => name) ?? [];
      expectOne(`${at}.columns.${j}.domain`, domain, domains);
    });
    const methods = table.rows.map(({ method }) => method);
    table.rows.forEach((row, j) => {
      const here = `${at}.rows.${j}`, { columns } = table;
      if (methods.indexOf(row.method) !== j) {
        refuse(`${here}.method`, `"${row.method}" again`, "no two rows of a method");
      }
      for (const [name, { length }] of Object.entries({ values: row.values, std: row.std ?? [] })) {
        if (name === "std" && !row.std || length === columns.length) continue;
        refuse(`${here}.${name}`, `${length} numbers`, `${columns.length}, one a column`);
      }
      const places = [...row.bold, ...row.underlined, ...Object.keys(row.marks ?? {}).map(Number)];
      const beyond = places.find((place) => place >= columns.length);
      if (beyond !== undefined) {
        refuse(here, `with a mark at column ${beyond}`, `columns 0 … ${columns.length - 1}`);
      }
      for (const name of [...row.best ?? [], ...row.over ?? []]) expectOne(here, name, methods);
      if (!row.base) return;
      const base = paper.tables.find(({ table }) => table === row.base?.table);
      expectOne(`${here}.base`, row.base.method, base?.rows.map(({ method }) => method) ?? []);
    });
  });
  return paper;
}

function expectOne(place: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    refuse(place, `"${name}"`, known.length > 0 ? `one of ${known.join(", ")}` : "what is there");
  }
}

function refuse(place: string, what: string, wanted: string): never {
  throw new UserError(`Cannot read the paper: ${place} is ${what}, expected ${wanted}`);
}
