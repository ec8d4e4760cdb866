import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { type Backbone, backboneParameters, backboneStates } from "./backbone.ts";

const kinds: readonly Backbone[] = ["sasrec", "gru4rec", "bert4rec", "surge"];
const shape = { blocks: 2, heads: 2 };
const make = (kind: Backbone) =>
  backboneParameters(kind, { name: "domain_0", size: 4, length: 3, shape, seed: 1 });

for (const kind of kinds) {
  forEachDevice(`the backbone ${kind} ignores padding and learns by all its weights`, async () => {
    const parameters = make(kind), x = randomParameter("x", [2, 3, 4]);
    const encode = (weights: Weights): Tensor =>
      backboneStates(kind, weights.get("x", [2, 3, 4]), {
        weights: weights.within("domain_0"),
        shape,
        present: new Uint8Array([1, 1, 0, 1, 1, 1]),
      });
    const before = await evaluate({ ...parameters, x }, encode);
    const values = x.values.map((each, i) => i >= 8 && i < 12 ? 9 : each);
    const after = await evaluate({ ...parameters, x: { ...x, values } }, encode);
    assertNear(after.subarray(0, 8), before.subarray(0, 8), 1e-6);
    assertNear(after.subarray(12), before.subarray(12), 1e-6);
    // It would refuse a parameter that the states do not depend on.
    await differentiate({ ...parameters, x }, (weights) => encode(weights).square().sum());
  }, { devices: ["cpu", "wasm"] });
}

Deno.test("backbones differ, stand below their name, and are the same for the same seed", () => {
  for (const kind of kinds) {
    assertEquals(make(kind), make(kind));
    for (const name of Object.keys(make(kind))) assertEquals(name.split(".")[0], "domain_0");
  }
  assertNotEquals(Object.keys(make("sasrec")), Object.keys(make("bert4rec")));
});

Deno.test("an unknown backbone is refused", () => {
  // As a JSON file may have it.
  const file: { kind: Backbone } = Object.assign({ kind: "sasrec" as const }, { kind: "lstm" });
  assertThrows(() => make(file.kind), TypeError, 'Cannot make an encoder of "lstm"');
});
