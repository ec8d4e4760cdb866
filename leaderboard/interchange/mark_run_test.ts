import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { markRun } from "./mark_run.ts";
import { type Qrels, readQrels } from "./read_qrels.ts";

/** The text in pieces that end anywhere. */
const file = (name: string, text: string) => ({
  name,
  text: ReadableStream.from(text.match(/[^]{1,7}/g) ?? []),
});
const qrelsOf = (text: string) => readQrels(file("qrels.txt", text));
const marked = (text: string, qrels: Qrels, metrics = ["MRR"]) =>
  markRun(file("run.txt", text), { qrels, metrics });

const qrels = await qrelsOf("q1 0 a 1\nq2 0 a 0\nq2 0 b 2\nq3 0 a 0\n");

Deno.test("markRun() ranks by score, whatever rank and place a line has", async () => {
  const text = "q1\tQ0\ta\t9\t-1e-3\tx\r\nq2 Q0 b 1 .5 x\r\n\r\nq1 Q0 c 1 +2. x\nq1 0 d 2 1E1 x";
  const { marks, ...counts } = await marked(`\ufeff${text}`, qrels, ["MRR", "HR@1", "NDCG@2"]);
  assertEquals(marks.cases, 2);
  const third = (1 / 3 + 1) / 2;
  assertEquals(Object.values(marks.metrics).map(({ value }) => value), [third, 0.5, 0.5]);
  assertEquals(counts, {
    ...{ notRetrieved: 0, tied: 0, withoutAnswer: 1, otherLines: 0, unjudged: 2 },
  });
});

Deno.test("markRun() takes the mean over ties, with bounds", async () => {
  const text = "q1 Q0 b 1 5 x\nq1 Q0 a 2 5 x\nq1 Q0 c 3 5 x\nq2 Q0 b 1 5 x\n";
  const { marks: { metrics: { MRR } }, tied } = await marked(text, qrels);
  const mean = (1 + 1 / 2 + 1 / 3) / 3;
  assertEquals([(mean + 1) / 2, 1, (1 / 3 + 1) / 2, 1], [
    ...[MRR.value, MRR.optimistic, MRR.pessimistic, tied],
  ]);
});

Deno.test("markRun() tells doubles apart that are one float32", async () => {
  const { tied } = await marked("q1 Q0 a 1 0.1000000001 x\nq1 Q0 c 2 0.1000000002 x\n", qrels);
  assertEquals(tied, 0);
});

Deno.test("markRun() marks an answer 0 that is not retrieved, and counts it", async () => {
  const { marks, notRetrieved, otherLines } = await marked(
    "q1 Q0 a 1 1 x\nq3 Q0 a 1 1 x\nq9 Q0 a 1 1 x\n",
    qrels,
  );
  assertEquals([marks.metrics.MRR.value, notRetrieved, otherLines], [0.5, 1, 2]);
});

/** Each: a run that is bad, and the line that is said of it. */
const BAD: Record<string, [text: string, line: string]> = {
  "five columns": [
    "q1 Q0 a 1 1 x\n\nq1 Q0 b 2 1\n",
    "line 3: 5 columns, expected 6: query, Q0, document, rank, score, tag",
  ],
  "seven columns": ["q1 Q0 a 1 1 x y\n", "line 1: 7 columns, expected 6"],
  "a score that is a word": [
    "q1 Q0 a 1 high x\n",
    'line 1: score "high", expected a finite number',
  ],
  "a score of NaN": ["q1 Q0 a 1 nan x\n", 'line 1: score "nan", expected a finite number'],
  "an infinite score": ["q1 Q0 a 1 -inf x\n", 'line 1: score "-inf"'],
  "a score beyond doubles": ["q1 Q0 a 1 1e999 x\n", 'line 1: score "1e999"'],
  "a score in hexadecimal": ["q1 Q0 a 1 0x10 x\n", 'line 1: score "0x10"'],
  "a bad score of another query": ["q1 Q0 a 1 1 x\nq9 Q0 a 1 ? x", 'line 2: score "?"'],
  "a document twice": [
    "q1 Q0 a 1 3 x\nq2 Q0 a 1 3 x\nq1 Q0 a 2 1 x\n",
    'line 3: document "a" again for query "q1", expected each once',
  ],
};

for (const [name, [text, line]] of Object.entries(BAD)) {
  Deno.test(`markRun() refuses ${name} with file and line`, async () => {
    await assertRejects(() => marked(text, qrels), UserError, `Cannot read "run.txt": ${line}`);
  });
}

Deno.test("markRun() refuses a run about other queries, and metrics that need more", async () => {
  await assertRejects(
    () => marked("9 Q0 a 1 1 x\n", qrels),
    UserError,
    'Cannot mark "run.txt": no line about a query of the qrels, expected the same names',
  );
  await assertRejects(() => marked("", qrels), UserError, "no line about a query");
  for (const metric of ["AUC", "Recall@K%", "coverage@10"]) {
    await assertRejects(
      () => marked("q1 Q0 a 1 1 x\n", qrels, [metric]),
      UserError,
      `Cannot mark a TREC run by "${metric}": no metric of a rank alone, expected HR, NDCG or MRR`,
    );
  }
  await assertRejects(() => marked("", qrels, ["NDCG"]), UserError, 'Cannot find metric "NDCG"');
});

/** Each: qrels that are bad, and the line that is said of them. */
const BAD_QRELS: Record<string, [text: string, line: string]> = {
  "three columns": [
    "q1 0 a 1\nq1 a 1\n",
    "line 2: 3 columns, expected 4: query, iteration, document, relevance",
  ],
  "a relevance of a half": ["q1 0 a 0.5\n", 'line 1: relevance "0.5", expected a whole number'],
  "a document judged twice": [
    "q1 0 a 1\nq1 0 a 1\n",
    'line 2: document "a" judged again for query "q1", expected once',
  ],
  "two relevant documents": [
    "q1 0 a 1\nq1 0 b 0\nq1 0 c 2\n",
    'line 3: "c" relevant for query "q1" beside "a", expected one relevant document a query',
  ],
  "nothing relevant": ["q1 0 a 0\nq2 0 a -1\n", "no document with a relevance above 0"],
  "nothing at all": ["", "no document with a relevance above 0, expected one a query"],
};

for (const [name, [text, line]] of Object.entries(BAD_QRELS)) {
  Deno.test(`readQrels() refuses ${name}`, async () => {
    await assertRejects(() => qrelsOf(text), UserError, `Cannot read "qrels.txt": ${line}`);
  });
}
