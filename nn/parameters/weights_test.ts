import { assertStrictEquals, assertThrows } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { Weights } from "./weights.ts";

Deno.test("Weights.get() names the whole path of a tensor that is missing", () => {
  assertThrows(
    () => new Weights({}).within("blocks.0").within("norm").get("weight", [8]),
    TypeError,
    'Cannot use tensor "blocks.0.norm.weight": there is none, expected shape [8]',
  );
});

forEachDevice("Weights.get() takes −1 for any size, and no other shape", async () => {
  await evaluate({ "a.x": randomParameter("x", [2, 3]) }, (weights) => {
    const inside = weights.within("a"), x = inside.get("x", [2, 3]);
    assertStrictEquals(inside.get("x", [-1, 3]), x);
    for (const shape of [[3, 2], [2], [2, 3, 1], [-1, 2], []]) {
      assertThrows(() => inside.get("x", shape), TypeError, 'Cannot use tensor "a.x": shape [2,3]');
    }
    return x.mul(1);
  });
});
