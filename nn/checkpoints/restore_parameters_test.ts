import { assertEquals, assertThrows } from "@std/assert";
import { randomParameter } from "../testing/random_parameter.ts";
import { readCheckpoint } from "./read_checkpoint.ts";
import { restoreParameters } from "./restore_parameters.ts";
import { writeCheckpoint } from "./write_checkpoint.ts";

const saved = { "a.weight": randomParameter("a", [2, 3]), b: randomParameter("b", [4]) };
const zeros = () => ({
  "a.weight": { shape: [2, 3], values: new Float32Array(6) },
  b: { shape: [4], values: new Float32Array(4) },
});

Deno.test("restoreParameters() copies values out of the bytes, in place", () => {
  const parameters = zeros(), { b: { values } } = parameters, bytes = writeCheckpoint(saved);
  restoreParameters(parameters, readCheckpoint(bytes));
  bytes.fill(0);
  assertEquals(parameters, saved);
  assertEquals(values, saved.b.values);
});

Deno.test("restoreParameters() names the tensor that does not fit, and changes none", () => {
  const { b, ...rest } = saved;
  for (
    const [other, message] of [
      [rest, 'Cannot restore tensor "b": no such tensor, expected shape [4]'],
      [{ ...saved, c: b }, 'Cannot restore tensor "c": shape [4], expected no such tensor'],
      [
        { ...saved, b: randomParameter("b", [2, 2]) },
        'Cannot restore tensor "b": shape [2,2], expected shape [4]',
      ],
    ] as const
  ) {
    const parameters = zeros();
    assertThrows(() => restoreParameters(parameters, other), TypeError, message);
    assertEquals(parameters, zeros());
  }
});
