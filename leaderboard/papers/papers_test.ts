import { assert, assertEquals } from "@std/assert";
import { listProtocols } from "../../protocols/list_protocols.ts";
import { mergeConfig } from "../../runs/merge_config.ts";
import type { Paper, PaperCell } from "../schema/paper.ts";
import { checkPaper } from "./check_paper.ts";
import { loadPaper } from "./load_paper.ts";

/** Of each table: cells, and how many of them the text does not hold. */
const CELLS: Record<string, Record<string, [cells: number, nulls: number]>> = {
  amid: { 1: [368, 0], 2: [368, 82] },
  biao: { 1: [112, 0], 2: [84, 0], 3: [48, 0], 5: [8, 0] },
  man: { 2: [176, 0], 3: [64, 0] },
  prerec: { 1: [126, 0], 2: [70, 0] },
  syncrec: { 2: [650, 0], 3: [650, 0], 4: [180, 0], 5: [50, 0] },
};
const ids = Object.keys(CELLS);
const papers = new Map<string, Paper>();
for (const id of ids) papers.set(id, await loadPaper(id));

function paperOf(id: string): Paper {
  const paper = papers.get(id);
  assert(paper, id);
  return paper;
}

/** The rule, the table, the row and the columns, for a person. */
function told(paper: Paper, { check, row, columns }: PaperCell, table: string | null): string {
  const names = columns.map((at) => {
    const column = paper.tables.find((each) => each.table === table)?.columns[Number(at)];
    return column ? `${column.dataset} ${column.domain} ${column.metric} (${at})` : String(at);
  });
  return `table ${table}, row ${row}, ${names.join(", ")}: ${check}`;
}

for (const id of ids) {
  const paper = paperOf(id);
  Deno.test(`${id}: what breaks a rule is listed as a slip, and what is listed does`, () => {
    const found = new Map(
      checkPaper(paper).map((each) => [told(paper, each, each.table), each.found]),
    );
    const listed = paper.slips.flatMap(({ table, violates = [] }) =>
      violates.map((cell) => told(paper, cell, table))
    );
    assertEquals(new Set(listed).size, listed.length, "a slip is listed twice");
    const unlisted = [...found].filter(([name]) => !listed.includes(name));
    assertEquals(unlisted.map((each) => each.join(": ")), []);
    assertEquals(listed.filter((name) => !found.has(name)), []);
  });

  Deno.test(`${id}: no cell has come or gone, and none is without its column`, () => {
    const sizes = paper.tables.map(({ table, rows }): [string, [number, number]] => {
      const cells = rows.flatMap(({ values }) => values);
      return [table, [cells.length, cells.filter((value) => value === null).length]];
    });
    assertEquals(Object.fromEntries(sizes), CELLS[id]);
  });

  Deno.test(`${id}: protocols, arms, slices, metrics, methods and configs of ours are there`, async () => {
    const protocols = await listProtocols();
    const methods = [...Deno.readDirSync(new URL("../../methods", import.meta.url))]
      .map(({ name }) => name);
    for (const { nearest, columns, rows } of paper.tables) {
      const protocol = protocols.find(({ id, version }) => `${id}@${version}` === nearest);
      assert(protocol, nearest);
      const has = (list: Iterable<string>, name: string | null | undefined) =>
        assert(name === null || name === undefined || [...list].includes(name), `${name}`);
      for (const { ours, arm, slice } of columns) {
        has(protocol.metrics, ours);
        has(protocol.slices, slice);
        has(Object.keys(protocol.arms ?? {}), arm);
      }
      for (const { ours } of rows) {
        has(methods, ours?.id);
        if (ours?.config === undefined) continue;
        // As `bench run --config` reads it: a row that cannot be run would never be met.
        const { default: method } = await import(`../../methods/${ours.id}/method.ts`);
        mergeConfig(ours.id, method.defaults, ours.config);
      }
    }
  });
}

Deno.test("AMID's table 2 breaks off in the row GRU4Rec + MIM, in its last value", () => {
  const rows = paperOf("amid").tables[1].rows;
  const first = rows.findIndex(({ values }) => values.includes(null));
  assertEquals([rows[first].method, rows[first].values.indexOf(null)], ["GRU4Rec + MIM", 14]);
  assertEquals([rows[first].values[13], rows[first].std?.[13]], [46.01, null]);
  assert(rows.slice(first + 1).every(({ values }) => values.every((value) => value === null)));
});

/** Slips that anybody who uses these tables must know, by words of their texts. */
const KNOWN: [paper: string, table: string, words: string[]][] = [
  ["syncrec", "4", ["labelled B, C, V, T, S", "hold Books, Clothing, Toys, Sports, Video"]],
  ["syncrec", "5", ["V, T, S hold the MRR of Toys, Sports, Video"]],
  ["syncrec", "4", ["Relative to CGRec trained on one domain"]],
  ["syncrec", "2", ["NDCG@10 0.192 is below NDCG@5 0.206"]],
  ["prerec", "1", ["0.004 and 0.002; the table has 0.0004 and 0.0002"]],
];

for (const [id, table, words] of KNOWN) {
  Deno.test(`${id}: table ${table} is known for "${words[0]}"`, () => {
    const slips = paperOf(id).slips.filter((slip) => slip.table === table);
    assert(slips.some(({ what }) => words.every((word) => what.includes(word))));
  });
}

Deno.test("SyNCRec's tables 4 and 5 have the domains that they hold, in that order", () => {
  const { tables } = paperOf("syncrec");
  const order = ["Books", "Clothing", "Toys", "Sports", "Video"];
  for (const { columns } of tables.slice(2)) {
    assertEquals(columns.slice(0, 5).map(({ domain }) => domain), order);
  }
  // The full model's MRR is that of table 2.
  const mrr = (at: number, domain: string) => {
    const place = tables[at].columns.findIndex((column) =>
      column.domain === domain && column.metric.startsWith("MRR")
    );
    return tables[at].rows.find(({ method }) => method === "SyNCRec")?.values[place];
  };
  assertEquals(order.map((domain) => mrr(3, domain)), order.map((domain) => mrr(0, domain)));
});

Deno.test("every paper that is there is tested", () => {
  const files = [...Deno.readDirSync(new URL(".", import.meta.url))].map(({ name }) => name);
  assertEquals(
    files.filter((name) => name.endsWith(".json")).sort(),
    ids.map((id) => `${id}.json`),
  );
});
