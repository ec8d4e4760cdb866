import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { loadDataset } from "../datasets/registry.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import type { Examinee } from "./examinee.ts";
import { examsOf } from "./exams_of.ts";
import { nextIdExaminee } from "./next_id_examinee.ts";

const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
const [a, b, c] = task.corpus.catalogue.domains;
const host = await nextIdExaminee();

function examinee(
  id: string,
  domains: { min: number; max: number },
  role: "method" | "control" = "method",
): Examinee {
  const about = { id, version: "1.0.0", title: id, variant: "original", citation: "none" } as const;
  const meta = { ...about, contract: 1, domains, needs: [] } as const;
  const copy = { name: id, entry: "file:///one.js", folder: "/", closure: "", tensors: false };
  return { kind: "plugin", role, copy, meta, about, config: {} };
}

const merged = examinee("merged", { min: 1, max: 9 }), pair = examinee("pair", { min: 2, max: 2 });
const single = examinee("single", { min: 1, max: 1 });
const control = examinee("control", { min: 1, max: 255 }, "control");

/** Domains of each exam, and who sits it. */
function told(examinees: readonly Examinee[], transferGain: boolean): [string, string][] {
  return examsOf(task, examinees, { transferGain }).map(({ task, examinees }) => [
    task.corpus.catalogue.domains.join(),
    examinees.map(({ about }) => about.id).join(),
  ]);
}

Deno.test("examsOf() lets sit the whole task who learns from all domains, every pair or domain who does not", () => {
  assertEquals(told([merged, pair, single, control, host], false), [
    [`${a},${b},${c}`, "merged,control,next_id"],
    [`${a},${b}`, "pair"],
    [`${a},${c}`, "pair"],
    [`${b},${c}`, "pair"],
    [a, "single"],
    [b, "single"],
    [c, "single"],
  ]);
});

Deno.test("examsOf() adds each domain alone for methods that can learn from one and from more", () => {
  const flexible = examinee("flexible", { min: 1, max: 2 });
  assertEquals(told([merged, pair, flexible, single, control, host], true), [
    [`${a},${b},${c}`, "merged,control,next_id"],
    [`${a},${b}`, "pair,flexible"],
    [`${a},${c}`, "pair,flexible"],
    [`${b},${c}`, "pair,flexible"],
    ...[a, b, c].map((name): [string, string] => [name, "merged,flexible,single"]),
  ]);
});

Deno.test("examsOf() refuses a method that needs more domains than the task has events of", () => {
  const { corpus } = task,
    catalogue = { ...corpus.catalogue, domain: corpus.catalogue.domain.map(() => 0) };
  const one = { ...task, corpus: { ...corpus, catalogue } };
  assertThrows(
    () => examsOf(one, [pair], { transferGain: false }),
    UserError,
    "the task has events of 1 domain, expected at least 2",
  );
});

Deno.test("examsOf() asks no part without test cases or training events", () => {
  const domain = task.test.domain.map(() => 0),
    training = task.training.map((each, row) =>
      task.corpus.catalogue.domain[task.timeline.item[row]] === 2 ? 0 : each
    );
  const asked = { ...task, training, test: { ...task.test, domain } };
  const names = examsOf(asked, [single], { transferGain: false })
    .map(({ task }) => task.corpus.catalogue.domains.join());
  assertEquals(names, [a]);
});
