import { assertEquals } from "@std/assert";
import { testWebGpu } from "../../nn/testing/test_webgpu.ts";
import { openSession } from "../../plugins/open_session.ts";
import { BATCH, TRAIN } from "./_exam.ts";
import { Folder } from "./_fixture.ts";
import { assertPartsEnd, assertUninspectedEnds, sit, SMALL } from "./_sit.ts";

const TF = 'import * as tf from "@tensorflow/tfjs"; import "@permafrost/bench/nn";';

/** The answer to a validation that no test looks at. */
const ASK = { validate: () => Promise.resolve({ value: 0, byDomain: Float64Array.of(0) }) };

for (const device of ["wasm", "cpu", "webgpu"] as const) {
  const test = device === "webgpu" ? testWebGpu : Deno.test;
  test(`tensors live on the device that was asked for: ${device}`, async () => {
    await using folder = new Folder();
    const plugin = await folder.plugin({
      top: TF,
      score: `return Float32Array.from(
        await tf.tensor1d(byIndex(batch)).add(tf.getBackend() === "${device}" ? 1 : 9).data());`,
    });
    const session = await openSession(plugin, { seed: 1, device, limits: SMALL });
    await session.fit(TRAIN, {}, ASK);
    assertEquals([...await session.score(BATCH)], [2, 3, 1, 2, 3]);
    await session.close();
  });
}

Deno.test("a method that falls back to another device ends the run", () =>
  assertPartsEnd({ top: TF, fit: 'await tf.setBackend("cpu"); return scorer;' }, {
    code: "device",
    message: /^Cannot fit "fixture": tfjs uses "cpu", expected "wasm"$/,
  }));

Deno.test("a method that changes the device while it scores ends the run", () =>
  assertPartsEnd({ top: TF, score: 'await tf.setBackend("cpu"); return byIndex(batch);' }, {
    code: "device",
    message: /^Cannot score with "fixture": tfjs uses "cpu", expected "wasm"$/,
  }));

Deno.test("a method that gets tfjs past the inspection, on no device that was opened, ends the run", () =>
  assertUninspectedEnds({
    fit: `const tf = await import("npm:@tensorflow/" + "tfjs@4.22.0");
      tf.tensor1d([1]).dataSync(); return scorer;`,
  }, {
    code: "device",
    message: /^Cannot fit "fixture": tfjs uses "cpu", expected "wasm"$/,
  }));

Deno.test("a method that counts does not pay for tensors", async () => {
  await using folder = new Folder();
  const fit = 'console.log("engine", "_tfengine" in globalThis); return scorer;';
  const without = await sit(await folder.plugin({ fit }, "without"));
  const with_ = await sit(await folder.plugin({ top: TF, fit }, "with"));
  assertEquals(without.usage.stderrTail, "engine false\n");
  assertEquals(with_.usage.stderrTail, "engine true\n");
});

Deno.test("what is random in a plugin is the same for the same run seed, and only then", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    top: TF,
    fit:
      `globalThis.drawn = Float32Array.of(Math.random(), crypto.getRandomValues(new Uint8Array(1))[0],
      crypto.randomUUID().charCodeAt(0), (await tf.randomNormal([1]).data())[0], 0); return scorer;`,
    score: "return drawn;",
  });
  const draw = async (seed: number) => {
    const session = await openSession(plugin, { seed, device: "wasm", limits: SMALL });
    await session.fit(TRAIN, {}, ASK);
    const scores = [...await session.score(BATCH)];
    await session.close();
    return scores;
  };
  const [one, again, other] = [await draw(1), await draw(1), await draw(4294967295)];
  assertEquals(one, again);
  assertEquals(one[0] === other[0] || one[3] === other[3], false, "another seed draws others");
});
