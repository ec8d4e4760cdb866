import { assertThrows } from "@std/assert";
import { checkConfig } from "./check_config.ts";

const good = {
  size: 1,
  rate: 0.1,
  dropout: 0,
  decay: 0,
  loss: "bce",
  wide: true,
  epochs: 500,
  adaptEpochs: 498,
};
const rules = {
  size: "count",
  rate: "positive",
  dropout: "share",
  decay: "weight",
  loss: ["bce", "bpr"],
  wide: "flag",
  epochs: "count",
  adaptEpochs: "count",
} as const;

function check(change: Record<string, unknown>): void {
  checkConfig({ ...good, ...change }, { title: "X", rules });
}

Deno.test("checkConfig() takes what its rules allow", () => {
  for (const change of [{}, { size: 7, rate: 5 }, { dropout: 0.99, decay: 3 }, { loss: "bpr" }]) {
    check(change);
  }
});

for (
  const [change, message] of [
    [{ size: 0 }, "size 0: expected a whole number above 0"],
    [{ size: 1.5 }, "size 1.5: expected a whole number above 0"],
    [{ size: "1" }, 'size "1": expected a whole number above 0'],
    [{ rate: 0 }, "rate 0: expected a number above 0"],
    [{ rate: Infinity }, "rate null: expected a number above 0"],
    [{ dropout: 1 }, "dropout 1: expected at least 0 and below 1"],
    [{ dropout: -0.1 }, "dropout -0.1: expected at least 0 and below 1"],
    [{ decay: -1 }, "decay -1: expected a number of at least 0"],
    [{ decay: NaN }, "decay null: expected a number of at least 0"],
    [{ loss: "hinge" }, 'loss "hinge": expected one of "bce", "bpr"'],
    [{ wide: 1 }, "wide 1: expected true or false"],
    [{ epochs: 501 }, "epochs 501: expected at most 500"],
    [{ adaptEpochs: 499 }, "adaptEpochs 499: expected at most 498"],
  ] as const
) {
  Deno.test(`checkConfig() refuses ${message.split(":")[0]}`, () => {
    assertThrows(() => check(change), RangeError, `Cannot train X with ${message}`);
  });
}
