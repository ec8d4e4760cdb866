import { assertEquals } from "@std/assert";
import type { Paper, PaperRow } from "../schema/paper.ts";
import { checkPaper } from "./check_paper.ts";
import { loadPaper } from "./load_paper.ts";

/** What is found in a paper with one row of a table changed, without what was found before. */
function found(
  paper: Paper,
  { table, method }: { table: string; method: string },
  change: (row: PaperRow) => Partial<PaperRow>,
): string[] {
  const tables = paper.tables.map((each) => ({
    ...each,
    rows: each.rows.map((row) =>
      each.table === table && row.method === method ? { ...row, ...change(row) } : row
    ),
  }));
  const before = checkPaper(paper).map((each) => JSON.stringify(each));
  return checkPaper({ ...paper, tables })
    .filter((each) => !before.includes(JSON.stringify(each)))
    .map(({ table, check, row, columns }) => `${table} ${check} ${row} ${columns.join(",")}`);
}

/** A row with some of its values replaced. */
function values(changed: Record<number, number>): (row: PaperRow) => Partial<PaperRow> {
  return (row) => ({ values: row.values.map((value, at) => changed[at] ?? value) });
}

const amid = await loadPaper("amid"), biao = await loadPaper("biao");
const man = await loadPaper("man"), syncrec = await loadPaper("syncrec");
const prerec = await loadPaper("prerec");

Deno.test("checkPaper() finds a misplaced point and a digit too much", () => {
  const row = { table: "2", method: "DIN" };
  const misplaced = found(man, row, values({ 0: 5.673 }));
  assertEquals(misplaced.includes("2 range DIN 0"), true);
  // It is then the best of its column, and the best is bold.
  assertEquals(misplaced.includes("2 bold DIN 0"), true);
  assertEquals(found(man, row, values({ 0: 0.56731 })), ["2 decimals DIN 0"]);
});

Deno.test("checkPaper() finds metrics in an order that no ranking gives", () => {
  const of = (method: string, changed: Record<number, number>) =>
    found(syncrec, { table: "2", method }, values(changed));
  assertEquals(of("BPRMF", { 0: 0.363 })[0], "2 hr-cut BPRMF 0,1");
  assertEquals(of("BPRMF", { 2: 0.225 })[0], "2 ndcg-cut BPRMF 2,3");
  assertEquals(of("BPRMF", { 2: 0.263 }).includes("2 ndcg-hr BPRMF 2,0"), true);
  assertEquals(of("BPRMF", { 4: 0.224 }), ["2 mrr-ndcg BPRMF 4,3"]);
  // HR rises by .099, so NDCG from .191 by .029 to .035, give or take what rounding hides.
  assertEquals(of("BPRMF", { 3: 0.227 }), []);
  assertEquals(of("BPRMF", { 3: 0.228 }), ["2 ndcg-step BPRMF 0,1,2,3"]);
  assertEquals(of("BPRMF", { 3: 0.219 }), []);
  assertEquals(of("BPRMF", { 3: 0.218 }), ["2 ndcg-step BPRMF 0,1,2,3"]);
  const random = found(prerec, { table: "2", method: "Random" }, values({ 1: 0.0005 }));
  assertEquals(random, ["2 ndcg-hr Random 1,0"]);
});

Deno.test("checkPaper() holds bold and underlined against their block alone", () => {
  const at = { table: "2", method: "MiNet + BIAO" };
  // Below CoNet's, above MiNet's.
  assertEquals(found(biao, at, values({ 0: 0.77 })).filter((each) => each.includes("bold")), []);
  const lost = found(biao, at, ({ bold }) => ({ bold: bold.filter((each) => each !== 0) }));
  assertEquals(lost, []);
  const moved = found(biao, { table: "2", method: "MiNet + BIAO w/o user" }, ({ bold }) => ({
    bold: [0, ...bold],
  }));
  assertEquals(moved, ["2 bold MiNet + BIAO w/o user 0"]);
});

Deno.test("checkPaper() recomputes improvements to the last digit", () => {
  const row = { table: "1", method: "Improvement(%)" };
  assertEquals(found(amid, row, values({ 0: 26.49 })), ["1 improvement Improvement(%) 0"]);
  // The cells they are of, too: .7616 as .7619 in an AUC.
  const auc = found(biao, { table: "1", method: "MiNet" }, values({ 0: 0.7619 }));
  assertEquals(auc, ["1 improvement MiNet 1"]);
  // A base, two digits swapped: wherever it is one.
  const base = found(biao, { table: "1", method: "CoNet-S" }, values({ 2: 0.7156 }));
  assertEquals(base.includes("1 improvement CoNet + BIAO 3"), true);
  assertEquals(base.includes("3 improvement CoNet + BIAO 1"), true);
  const unprinted = found(syncrec, { table: "4", method: "MAN" }, values({ 0: -6.5 }));
  assertEquals(unprinted, ["4 improvement MAN 0"]);
});

Deno.test("checkPaper() recomputes densities", () => {
  const tenfold = man.datasets.map((each) => ({
    ...each,
    domains: each.domains.map((domain) =>
      domain.name === "Toys" ? { ...domain, events: 22527710 } : domain
    ),
  }));
  const [density] = checkPaper({ ...man, datasets: tenfold }).slice(-1);
  assertEquals([density.table, density.check, density.row], ["1", "density", "Amazon: Toys"]);
  assertEquals(density.found, "0.0005 %, expected 0.00512 %");
});
