import { assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { normalParameter } from "./normal_parameter.ts";

const draw = (seed: number) =>
  normalParameter([100, 50], { deviation: 0.1, random: RandomStream.from(seed, "x") });

Deno.test("normalParameter() has mean 0 and the deviation asked for", () => {
  const { shape, values } = draw(1);
  assertEquals(shape, [100, 50]);
  // Three standard errors of 5,000 draws.
  assertAlmostEquals(values.reduce((sum, each) => sum + each, 0) / 5000, 0, 0.3 / Math.sqrt(5000));
  assertAlmostEquals(values.reduce((sum, each) => sum + each * each, 0) / 5000, 0.01, 0.0006);
});

Deno.test("normalParameter() is a function of its stream", () => {
  assertEquals(draw(1), draw(1));
  assertEquals(draw(1).values[0] === draw(2).values[0], false);
});
