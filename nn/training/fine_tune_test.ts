import { assertEquals, assertRejects } from "@std/assert";
import { fineTune } from "./fine_tune.ts";

/** A fine-tuning from 5 to 4 whose validations give these values: what is left, and what was asked. */
async function tuned(values: readonly number[], train = () => Promise.resolve()) {
  const x = { shape: [1], values: Float32Array.of(5) }, seen: number[] = [];
  let forgot = 0;
  await fineTune({ parameters: { x }, forget: () => void forgot++ }, {
    scorer: { score: () => Promise.resolve(x.values) },
    context: {
      async validate(scorer) {
        const none = new Float64Array();
        seen.push(
          ...await scorer.score({
            length: 0,
            user: new Int32Array(),
            domain: new Uint8Array(),
            time: none,
            history: { offsets: new Uint32Array(1), item: new Uint32Array(), time: none },
            candidates: { kind: "domain" },
            popularity: {
              ...{ days: 15, interval: 0 },
              total: new Uint32Array(),
              last: new Uint32Array(),
            },
          }),
        );
        return { value: values[seen.length - 1], byDomain: none };
      },
    },
    train: async () => {
      await train();
      x.values[0] = 4;
    },
  });
  return { left: x.values[0], seen, forgot };
}

Deno.test("fineTune() keeps what became better", async () => {
  assertEquals(await tuned([0.3, 0.4]), { left: 4, seen: [5, 4], forgot: 0 });
});

Deno.test("fineTune() goes back from what became worse, or no better", async () => {
  for (const values of [[0.3, 0.2], [0.3, 0.3]]) {
    assertEquals(await tuned(values), { left: 5, seen: [5, 4], forgot: 1 });
  }
});

Deno.test("fineTune() keeps the last weights where nothing is validated", async () => {
  assertEquals((await tuned([NaN, NaN])).left, 4);
});

Deno.test("fineTune() passes on why a training ended", async () => {
  const train = () => Promise.reject(new Error("given up"));
  await assertRejects(() => tuned([0.3], train), Error, "given up");
});
