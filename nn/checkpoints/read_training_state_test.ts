import { assertEquals, assertThrows } from "@std/assert";
import { readSafetensors } from "../../core/read_safetensors.ts";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { readTrainingState } from "./read_training_state.ts";
import { writeTrainingState } from "./write_training_state.ts";

const about = { method: "m@1", seed: 4, rate: 0.1, tied: true };
const model = { arrays: { "a.weight": randomParameter("a", [2, 3]) }, numbers: { epochs: 3 } };
const best = { arrays: {}, numbers: { value: -Infinity, third: 1 / 3, large: 2 ** 53 - 1 } };
const bytes = writeTrainingState({ model, best }, { about });

Deno.test("readTrainingState() gives back parts, arrays and exact numbers", () => {
  assertEquals(readTrainingState(bytes, { about, parts: ["model", "best"] }), { model, best });
});

Deno.test("readTrainingState() reads bytes at any place of a buffer", () => {
  const moved = new Uint8Array(bytes.length + 3);
  moved.set(bytes, 3);
  const read = readTrainingState(moved.subarray(3), { about, parts: ["model", "best"] });
  assertEquals(read, { model, best });
});

Deno.test("writeTrainingState() names a tensor by part and name, whatever the order", () => {
  assertEquals(Object.keys(readSafetensors(bytes).tensors).sort(), [
    "best.large",
    "best.third",
    "best.value",
    "model.a.weight",
    "model.epochs",
  ]);
  assertEquals(writeTrainingState({ best, model }, { about }), bytes);
});

Deno.test("readTrainingState() refuses the state of another config", () => {
  const { seed, ...rest } = about;
  for (
    const [other, message] of [
      [{ ...about, rate: 0.2 }, 'its "rate" is 0.1, expected 0.2'],
      [{ ...about, method: "m@2" }, 'its "method" is "m@1", expected "m@2"'],
      [{ ...about, seed: "4" }, 'its "seed" is 4, expected "4"'],
      [{ ...about, size: 8 }, 'its "size" is not there, expected 8'],
      [rest, `its "seed" is ${seed}, expected none`],
    ] as const
  ) {
    assertThrows(
      () => readTrainingState(bytes, { about: other, parts: ["model", "best"] }),
      TypeError,
      `Cannot resume training: ${message}`,
    );
  }
});

Deno.test("readTrainingState() refuses other parts", () => {
  assertThrows(
    () => readTrainingState(bytes, { about, parts: ["model", "best", "optimiser"] }),
    TypeError,
    'Cannot resume training: part "optimiser" is not there, expected it',
  );
  assertThrows(
    () => readTrainingState(bytes, { about, parts: ["model"] }),
    TypeError,
    'tensor "best.large" is of no part, expected "model"',
  );
});

Deno.test("readTrainingState() refuses bytes that were cut, and other types", () => {
  for (const length of [0, 7, 40, bytes.length - 1]) {
    assertThrows(
      () => readTrainingState(bytes.subarray(0, length), { about, parts: ["model", "best"] }),
      TypeError,
      "Cannot read safetensors",
    );
  }
  const tensors = { "model.x": { shape: [1], data: new Float64Array(1) } };
  assertThrows(
    () =>
      readTrainingState(writeSafetensors({ tensors, metadata: {} }), {
        about: {},
        parts: ["model"],
      }),
    TypeError,
    'tensor "model.x" is a Float64Array of shape [1], expected float32',
  );
});

Deno.test("writeTrainingState() refuses parts that could not be read again", () => {
  for (
    const [parts, message] of [
      [{ "a.b": model }, 'Cannot save part "a.b": a name with ".", expected one without'],
      [{ a: { arrays: {}, numbers: {} } }, 'Cannot save part "a": it is empty'],
      [
        { a: { ...model, numbers: { "a.weight": 1 } } },
        'Cannot save "a.a.weight": an array and a number, expected one of them',
      ],
    ] as const
  ) {
    assertThrows(() => writeTrainingState(parts, { about }), TypeError, message);
  }
});
