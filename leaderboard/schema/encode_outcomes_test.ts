import { assertEquals, assertThrows } from "@std/assert";
import { readSafetensors } from "../../core/read_safetensors.ts";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { sampleOutcomes } from "../_sample.ts";
import { decodeOutcomes } from "./decode_outcomes.ts";
import { encodeOutcomes } from "./encode_outcomes.ts";
import type { Outcomes, SampledAnswers } from "./outcomes.ts";

const sampled = sampleOutcomes({ cases: 9 }), full = sampleOutcomes({ cases: 9, full: true });

Deno.test("decodeOutcomes() gives back what encodeOutcomes() was given", () => {
  assertEquals(decodeOutcomes(encodeOutcomes(sampled)), sampled);
  assertEquals(decodeOutcomes(encodeOutcomes(full)), full);
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
    schema: "permafrost/outcomes@1",
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
  refuses({ metadata: { schema: "permafrost/outcomes@2" } }, 'schema "permafrost/outcomes@2"');
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
  refuses({ tensors: { top: { shape: [1], data: new Uint32Array(1) } } }, 'a column "score');
  assertThrows(
    () => decodeOutcomes(writeSafetensors({ tensors: {}, metadata: {} })),
    TypeError,
    'schema undefined, expected "permafrost/outcomes@1"',
  );
});
