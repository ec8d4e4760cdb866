import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import type { FitContext } from "../../plugins/contract/mod.ts";
import { Adam } from "../optimisers/adam.ts";
import { Sgd } from "../optimisers/sgd.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { trainModel } from "./train_model.ts";
import type { TrainingStep } from "./training_step.ts";

/** Two numbers and a table of three rows on their way to 0, and a statistic beside them. */
function world() {
  return {
    parameters: {
      x: { shape: [1], values: Float32Array.of(5) },
      y: { shape: [1], values: Float32Array.of(7) },
      table: { shape: [3, 1], values: Float32Array.of(1, 2, 3) },
    },
    kept: { mean: { shape: [1], values: Float32Array.of(0) } },
  };
}

interface Kept {
  readonly state: Uint8Array;
  readonly calls: number;
}

/** A training whose validations give these values; what it kept, and all numbers at its end. */
async function train(
  options: { values?: number[]; resume?: Kept; epochs?: number; about?: string },
) {
  const { parameters, kept } = world(), { values = [], resume, epochs = 4, about = "a" } = options;
  const states: Kept[] = [], losses: number[] = [];
  let calls = resume?.calls ?? 0;
  const context: FitContext = {
    seed: 1,
    device: "cpu",
    signal: new AbortController().signal,
    validate: () =>
      Promise.resolve({ value: values[calls++] ?? NaN, byDomain: new Float64Array() }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
    checkpoint: (state) => {
      states.push({ state: state.slice(), calls });
      return Promise.resolve();
    },
    ...resume && { resume: resume.state },
  };
  const square = (names: string[]): TrainingStep["loss"] => (weights) =>
    names.map((name) => weights.get(name, [-1]).square().sum()).reduce((a, b) => a.add(b));
  await trainModel({
    parameters,
    kept,
    scorer: { score: () => Promise.resolve(new Float32Array()) },
    context,
    about: { about },
    optimisers: [new Adam({ learningRate: 0.1 }), new Adam({ learningRate: 1 })],
    epochs,
    patience: 2,
    *steps(epoch): Generator<TrainingStep> {
      const { x, y, table } = parameters;
      yield {
        inputs: { x },
        loss: (weights) => {
          const now = weights.get("x", [1]);
          weights.record("mean", now);
          return now.square().sum();
        },
        recorded: (records) => kept.mean.values.set(records.mean),
      };
      yield { inputs: { x, y }, loss: square(["x", "y"]), trained: ["y"], optimiser: 1 };
      const row = { shape: [1, 1], values: table.values.slice(epoch % 3, epoch % 3 + 1) };
      yield {
        inputs: { table: row },
        rows: { table: Uint32Array.of(epoch % 3) },
        loss: (weights) => weights.get("table", [1, 1]).square().sum(),
      };
    },
  });
  const end = { ...parameters, ...kept };
  return { states, losses, end: Object.values(end).map(({ values }) => [...values]) };
}

function onCpu(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["cpu"] });
}

onCpu("trainModel() changes what a step trains, by its optimiser, and rows alone", async () => {
  const { end: [x, y, table, mean], losses } = await train({ epochs: 1 });
  // By its first step a number moves by the rate; the row's is the second step of its optimiser.
  const near = (value: number) => Math.round(value * 1e4) / 1e4;
  assertEquals([x, y, table, mean].map((each) => each.map(near)), [[4.9], [6], [0.9256, 2, 3], [
    5,
  ]]);
  // 25, then 4.9² + 7², then 1.
  assertEquals(near(losses[0]), near((25 + 4.9 ** 2 + 49 + 1) / 3));
});

onCpu("trainModel() stops after `patience` epochs and puts the best weights back", async () => {
  const { states, losses, end } = await train({ values: [0.1, 0.4, 0.3, 0.2, 0.9], epochs: 9 });
  assertEquals([states.length, losses.length], [4, 4]);
  assertEquals(end, (await train({ epochs: 2 })).end);
  assertNotEquals(end, (await train({ epochs: 4 })).end);
});

onCpu("trainModel() without validation values trains to the end", async () => {
  assertEquals((await train({ epochs: 5 })).losses.length, 5);
});

onCpu("trainModel() goes on from every checkpoint to the same bytes", async () => {
  const values = [0.1, 0.4, 0.3, 0.5], { states, end } = await train({ values });
  assertEquals(states.length, 4);
  for (const resume of states) {
    const again = await train({ values, resume });
    assertEquals(again.end, end);
    assertEquals(again.states, states.slice(resume.calls));
  }
});

onCpu("trainModel() refuses a checkpoint of something else", async () => {
  const { states: [resume] } = await train({});
  await assertRejects(
    () => train({ resume, about: "b" }),
    TypeError,
    'its "about" is "a", expected "b"',
  );
});

onCpu("trainModel() goes down what a step gives instead of gradients, by SGD too", async () => {
  const x = { shape: [2], values: Float32Array.of(5, 7) }, losses: (number | undefined)[] = [];
  await trainModel({
    parameters: { x },
    scorer: { score: () => Promise.resolve(new Float32Array()) },
    context: {
      seed: 1,
      device: "cpu",
      signal: new AbortController().signal,
      validate: () => Promise.resolve({ value: NaN, byDomain: new Float64Array() }),
      progress: ({ loss }) => void losses.push(loss),
      checkpoint: () => Promise.resolve(),
    },
    about: {},
    optimisers: [new Adam({ learningRate: 1 }), new Sgd({ learningRate: 0.5 })],
    epochs: 1,
    patience: 1,
    steps: () => [{
      inputs: {},
      loss: () => {
        throw new Error("not asked for");
      },
      optimiser: 1,
      slopes: () => Promise.resolve({ value: 3, gradients: { x: Float32Array.of(2, -4) } }),
    }],
  });
  assertEquals([...x.values], [4, 9]);
  assertEquals(losses, [3]);
});
