import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { bench } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";

const RUN = [
  ...["run", "--data", "log.csv", "--protocol", "leave-one-out-99@1", "--out", "out"],
  ...["--methods", "markov", "--seeds", "1"],
];

Deno.test("bench export and import: what other suites read, and what they wrote", async (t) => {
  const folder = await Deno.makeTempDir();
  const text = (path: string) => Deno.readTextFile(join(folder, path));
  const good = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await bench(args, folder);
    assertEquals(code, 0, stderr);
    return stdout;
  };
  try {
    await Deno.writeTextFile(join(folder, "log.csv"), smallCsv());
    await good(...RUN);
    await Promise.all([
      good("export", "out", "--to", "trec", "--out", "trec"),
      good("export", "out", "--to", "csv", "--out", "csv"),
      good("export", "--data", "log.csv", "--to", "recbole", "--out", "recbole"),
    ]);
    const { tasks } = JSON.parse(await text("trec/export.json"));
    const board = JSON.parse(await text("out/leaderboard.json"));

    await t.step("a TREC run has the marks of its record, by import too", async () => {
      const [{ fingerprint, qrels, runs }] = tasks;
      assertEquals(fingerprint, board.tasks[0].fingerprint);
      for (const { row, ties, marks, path } of runs) {
        const { headline } = board.tasks[0].rows.find(({ id }: { id: string }) => id === row);
        const { mean, optimistic, pessimistic } = headline.metrics["NDCG@10"];
        assertEquals(
          marks["NDCG@10"],
          { kept: mean, best: optimistic, worst: pessimistic }[String(ties)],
        );
        assert((await text(`trec/${path}`)).startsWith("q"));
      }
      const tied = runs.find(({ tiedQueries }: { tiedQueries: number }) => tiedQueries > 0);
      const files = ["--run", `trec/${tied.path}`, "--qrels", `trec/${qrels}`];
      const [json, table] = await Promise.all([
        good("import", ...files, "--metrics", "NDCG@10,MRR", "--json"),
        good("import", ...files),
      ]);
      const { marks, tied: queries, notRetrieved } = JSON.parse(json);
      for (const name of ["NDCG@10", "MRR"]) {
        assert(Math.abs(marks.metrics[name].value - tied.marks[name]) < 1e-12);
      }
      assertEquals([queries, notRetrieved], [tied.tiedQueries, 0]);
      assertMatch(table, /^metric +value +ties worst +ties best\n─+\nNDCG@10 +\.\d{4} /);
    });

    await t.step("CSV has the numbers of the leaderboard", async () => {
      const lines = parse(await text("csv/leaderboard.csv"), { skipFirstRow: true });
      const { rows } = board.tasks[0];
      const means = lines.filter(({ scope, metric }) => scope === "headline" && metric === "MRR@10")
        .map(({ row, mean }) => [row, Number(mean)]);
      assertEquals(
        means,
        rows.map(
          ({ id, headline }: { id: string; headline: { metrics: Record<string, unknown> } }) => {
            return [id, Object(headline.metrics["MRR@10"]).mean];
          },
        ),
      );
    });

    await t.step("atomic files are read back as the same exam", async () => {
      const [whole, again] = await Promise.all([
        text("recbole/log/log.inter"),
        good("export", "--data", "recbole/log/log.inter", "--to", "recbole", "--out", "again")
          .then(() => text("again/log/log.inter")),
      ]);
      assertEquals(again, whole);
      assert(whole.startsWith("user_id:token\titem_id:token\ttimestamp:float\tdomain:token\n"));
      assert((await text("recbole/log-books/log-books.inter")).startsWith("user_id:token\t"));
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
