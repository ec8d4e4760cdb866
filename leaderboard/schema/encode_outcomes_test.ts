import { assertEquals, assertThrows } from "@std/assert";
import { readSafetensors } from "../../core/read_safetensors.ts";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { sampleOutcomes } from "../_sample.ts";
import { decodeOutcomes } from "./decode_outcomes.ts";
import { encodeOutcomes } from "./encode_outcomes.ts";
import type { ClickAnswers, Outcomes, RankedPools, SampledAnswers } from "./outcomes.ts";

const sampled = sampleOutcomes({ cases: 9 }), full = sampleOutcomes({ cases: 9, full: true });
const ones = new Uint32Array(9).fill(1), zeros = new Uint32Array(9);
const click = {
  ...sampled,
  ...{ greater: zeros, tied: ones, ranked: ones },
  answers: {
    kind: "click",
    offsets: Uint32Array.from({ length: 10 }, (_, at) => at),
    score: new Float32Array(9).fill(-0.5),
    target: zeros,
    label: Uint8Array.from(ones, (_, at) => at % 2),
    logits: true,
  },
} as const;
const eligible = new Uint32Array(9).fill(77);
const pools = {
  pool: new Uint32Array([25, 3]),
  coldPool: new Uint32Array([0, 9]),
  trainingCount: Uint32Array.from({ length: 37 }, (_, item) => item),
};

/** The same outcomes with what version 2 added. */
function whole(outcomes: Outcomes): Outcomes {
  const { answers } = outcomes;
  if (answers.kind === "full") return { ...outcomes, answers: { ...answers, pools } };
  return answers.kind === "click" ? outcomes : { ...outcomes, answers: { ...answers, eligible } };
}

/** The bytes of version 1 of the file. */
function firstVersion(outcomes: Outcomes): Uint8Array {
  const { tensors, metadata } = readSafetensors(encodeOutcomes(outcomes));
  const { answers: _, ...others } = metadata;
  return writeSafetensors({ tensors, metadata: { ...others, schema: "permafrost/outcomes@1" } });
}

Deno.test("decodeOutcomes() gives back what encodeOutcomes() was given", () => {
  assertEquals(decodeOutcomes(encodeOutcomes(sampled)), sampled);
  assertEquals(decodeOutcomes(encodeOutcomes(full)), full);
  for (const each of [sampled, full, click]) {
    assertEquals(decodeOutcomes(encodeOutcomes(whole(each))), whole(each));
  }
  const guess = { ...click, answers: { ...click.answers, logits: false } };
  assertEquals(decodeOutcomes(encodeOutcomes(guess)), guess);
});

Deno.test("decodeOutcomes() reads version 1, which had no more than it had", () => {
  assertEquals(decodeOutcomes(firstVersion(sampled)), sampled);
  assertEquals(decodeOutcomes(firstVersion(full)), full);
  const refuses = (outcomes: Outcomes, message: string) =>
    assertThrows(() => decodeOutcomes(firstVersion(outcomes)), TypeError, message);
  refuses(whole(sampled), 'a column "score.eligible", expected none of that name');
  refuses(whole(full), 'a column "pool", expected none of that name');
  refuses(click, 'a column "label", expected none of that name');
});

Deno.test("decodeOutcomes() gives back outcomes without cases", () => {
  const none = sampleOutcomes({ cases: 0 });
  assertEquals(decodeOutcomes(encodeOutcomes(none)), none);
});

Deno.test("encodeOutcomes() gives the same bytes for any order of the slices", () => {
  const slices = Object.fromEntries(Object.entries(sampled.slices).reverse());
  assertEquals(encodeOutcomes({ ...sampled, slices }), encodeOutcomes(sampled));
});

Deno.test("encodeOutcomes() names columns and metadata as the format says", () => {
  const { tensors, metadata } = readSafetensors(encodeOutcomes(sampled));
  assertEquals(metadata, {
    schema: "permafrost/outcomes@2",
    answers: "sampled",
    domains: '["books","music"]',
    metrics: '["NDCG@5","HR@5","MRR"]',
    slices: '["cold","time-tied","warm"]',
  });
  assertEquals(Object.keys(tensors).sort(), [
    "domain",
    "greater",
    "headline",
    "ranked",
    "score",
    "score.offsets",
    "score.target",
    "slice.cold",
    "slice.time-tied",
    "slice.warm",
    "tied",
    "user",
  ]);
  const answersOf = (outcomes: Outcomes) => {
    const { tensors, metadata } = readSafetensors(encodeOutcomes(whole(outcomes)));
    const added = Object.keys(tensors).filter((name) => /^(score|label|top|pool|train)/.test(name));
    return [metadata.answers, metadata.logits, added.sort().join(" ")];
  };
  const scores = "score score.offsets score.target";
  assertEquals(answersOf(full), ["full", undefined, "pool pool.cold top training.count"]);
  assertEquals(answersOf(click), ["click", "true", `label ${scores}`]);
  const drawn = "score score.eligible score.offsets score.target";
  assertEquals(answersOf(sampled), ["sampled", undefined, drawn]);
  assertEquals(readSafetensors(encodeOutcomes(full)).tensors.top.shape, [180]);
});

Deno.test("encodeOutcomes() refuses columns that do not fit together", () => {
  const refuses = (change: Partial<Outcomes>, message: string) =>
    assertThrows(() => encodeOutcomes({ ...sampled, ...change }), TypeError, message);
  const answers = (change: Partial<SampledAnswers>) => {
    if (sampled.answers.kind !== "sampled") throw new TypeError("another sample");
    return { answers: { ...sampled.answers, ...change } };
  };
  refuses({ user: new Uint32Array(8) }, 'write outcomes: "user" of 8 cases, expected 9');
  refuses({ slices: { cold: new Uint8Array(1) } }, '"slice.cold" of 1 cases, expected 9');
  refuses({ headline: new Uint8Array(9).fill(2) }, '"headline" is 2 in case 0, expected 0 or 1');
  refuses({ slices: { cold: new Uint8Array(9).fill(7) } }, '"slice.cold" is 7 in case 0');
  refuses({ domains: ["books"] }, "domain 1 in case 1, expected one of 1");
  refuses({ tied: new Uint32Array(9) }, "+ 0 of 10 in case 0, expected a rank");
  refuses({ greater: new Uint32Array(9).fill(10) }, "rank 10 + 1 of 10 in case 0");
  refuses({ ranked: new Uint32Array(9).fill(11) }, "10 scores and target 0 in case 0");
  refuses(answers({ offsets: new Uint32Array(9) }), "offsets that do not span 90 scores");
  refuses(answers({ score: new Float32Array(91) }), "offsets that do not span 91 scores");
  refuses(answers({ target: new Uint32Array(8) }), '"score.target" of 8 cases');
  refuses(answers({ target: new Uint32Array(9).fill(10) }), "10 scores and target 10 in case 0");
  const top = new Uint32Array(20);
  refuses({ answers: { kind: "full", top } }, "20 top items, expected 20 for each of 9 cases");
  refuses(answers({ eligible: eligible.subarray(1) }), '"score.eligible" of 8 cases');
  refuses(answers({ eligible: ones }), "10 of 1 eligible items in case 0");
});

Deno.test("encodeOutcomes() refuses pools and labels that do not fit the cases", () => {
  const refuses = (outcomes: Outcomes, message: string) =>
    assertThrows(() => encodeOutcomes(outcomes), TypeError, message);
  const listed = (change: Partial<RankedPools>) => {
    if (full.answers.kind !== "full") throw new TypeError("another sample");
    return { ...full, answers: { ...full.answers, pools: { ...pools, ...change } } };
  };
  const labelled = (change: Partial<ClickAnswers>) => ({
    ...click,
    answers: { ...click.answers, ...change },
  });
  refuses(listed({ pool: ones }), '"pool" of 9 domains, expected 2');
  refuses(listed({ coldPool: ones }), '"pool.cold" of 9 domains, expected 2');
  refuses(listed({ trainingCount: new Uint32Array(19) }), "top item 19, expected one of 19");
  refuses(labelled({ label: new Uint8Array(8) }), '"label" of 8 cases, expected 9');
  refuses(labelled({ label: new Uint8Array(9).fill(2) }), '"label" is 2 in case 0');
  refuses(
    { ...sampled, answers: { ...sampled.answers, ...click.answers } },
    "1 scores and target 0",
  );
  const two = {
    offsets: Uint32Array.from({ length: 10 }, (_, at) => 2 * at),
    score: new Float32Array(18),
  };
  const ranked = new Uint32Array(9).fill(2);
  refuses({ ...labelled(two), ranked }, "2 items shown in case 0, expected 1");
});

Deno.test("decodeOutcomes() refuses a file that is another one, or lacks or adds a column", () => {
  const { tensors, metadata } = readSafetensors(encodeOutcomes(sampled));
  const refuses = (change: { tensors?: object; metadata?: object }, message: string) => {
    const bytes = writeSafetensors({
      tensors: { ...tensors, ...change.tensors },
      metadata: { ...metadata, ...change.metadata },
    });
    assertThrows(() => decodeOutcomes(bytes), TypeError, message);
  };
  const u8 = { shape: [9], data: new Uint8Array(9) };
  refuses({ metadata: { schema: "permafrost/outcomes@3" } }, 'schema "permafrost/outcomes@3"');
  refuses({ metadata: { answers: "clicks" } }, 'answers "clicks", expected "sampled", "click"');
  refuses({ metadata: { answers: "full" } }, '"top" is missing');
  refuses({ metadata: { answers: "click" } }, "logits undefined, expected true or false");
  refuses({ metadata: { answers: "click", logits: "true" } }, '"label" is missing');
  refuses(
    { metadata: { domains: "books" } },
    '"domains" is no list, expected a JSON list of names',
  );
  refuses({ metadata: { metrics: "[1]" } }, '"metrics" is no list');
  refuses({ metadata: { slices: '["cold"]' } }, 'a column "slice.time-tied", expected none');
  refuses({ metadata: { slices: '["cold","new"]' } }, '"slice.new" is missing');
  refuses({ tensors: { user: u8 } }, '"user" is of another type or shape, expected a Uint32Array');
  refuses({ tensors: { extra: u8 } }, 'a column "extra", expected none of that name');
  refuses(
    { tensors: { domain: { ...u8, shape: [3, 3] } } },
    '"domain" is of another type or shape',
  );
  refuses({ tensors: { top: { shape: [1], data: new Uint32Array(1) } } }, 'a column "top"');
  assertThrows(
    () => decodeOutcomes(writeSafetensors({ tensors: {}, metadata: {} })),
    TypeError,
    'schema undefined, expected one of "permafrost/outcomes@1", "permafrost/outcomes@2"',
  );
});
