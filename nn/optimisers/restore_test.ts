import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../../core/random_stream.ts";
import { readTrainingState } from "../checkpoints/read_training_state.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import type { TrainingPart } from "../checkpoints/training_part.ts";
import { writeTrainingState } from "../checkpoints/write_training_state.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { Adam } from "./adam.ts";
import { AdamW } from "./adam_w.ts";
import { cosineSchedule } from "./cosine_schedule.ts";
import { Sgd } from "./sgd.ts";

const learningRate = cosineSchedule(0.3, { steps: 12, end: 0.01 });
const OPTIMISERS = {
  Adam: () => new Adam({ learningRate, weightDecay: 0.1 }),
  AdamW: () => new AdamW({ learningRate, weightDecay: 0.1 }),
  Sgd: () => new Sgd({ learningRate }),
  "Sgd with momentum": () => new Sgd({ learningRate, momentum: 0.9, weightDecay: 0.1 }),
};
type Optimiser = ReturnType<(typeof OPTIMISERS)[keyof typeof OPTIMISERS]>;

/** `late` has its first step after the others; of `table`, a step uses some rows only. */
const fresh = () => ({
  dense: randomParameter("dense", [3, 2]),
  late: randomParameter("late", [4]),
  table: randomParameter("table", [9, 2]),
});

/** Step `step` of a training that depends on the parameters and the step alone. */
function take(optimiser: Optimiser, parameters: Parameters, step: number): void {
  const random = RandomStream.from(5, "step", step);
  const rows = random.shuffle(Uint32Array.from({ length: 9 }, (_, i) => i)).subarray(0, step % 4);
  const slopes = (size: number): Float32Array =>
    Float32Array.from({ length: size }, () => random.normal());
  const gradients = {
    dense: slopes(6).map((slope, i) => slope + parameters.dense.values[i]),
    table: slopes(2 * rows.length),
    ...step > 4 && { late: slopes(4) },
  };
  optimiser.update(parameters, gradients, { rows: { table: rows } });
}

/** A state as it comes back from a file. */
function throughBytes(state: TrainingPart): TrainingPart {
  const bytes = writeTrainingState({ optimiser: state }, { about: {} });
  return readTrainingState(bytes, { about: {}, parts: ["optimiser"] }).optimiser;
}

for (const [name, make] of Object.entries(OPTIMISERS)) {
  Deno.test(`${name} stopped and restored takes the same steps, byte for byte`, () => {
    fc.assert(fc.property(fc.nat(12), fc.nat(12), (before, after) => {
      const whole = { parameters: fresh(), optimiser: make() };
      for (let step = 0; step < before; step++) take(whole.optimiser, whole.parameters, step);
      const cut = { parameters: fresh(), optimiser: make() };
      // What was there before must not matter.
      take(cut.optimiser, cut.parameters, 7);
      restoreParameters(cut.parameters, whole.parameters);
      cut.optimiser.restore(throughBytes(whole.optimiser.state()), cut.parameters);
      for (let step = before; step < before + after; step++) {
        for (const { optimiser, parameters } of [whole, cut]) take(optimiser, parameters, step);
      }
      assertEquals(cut.parameters, whole.parameters);
      assertEquals(throughBytes(cut.optimiser.state()), throughBytes(whole.optimiser.state()));
    }));
  });

  Deno.test(`${name} without its state would take other steps`, () => {
    const parameters = fresh(), kept = make();
    for (let step = 0; step < 6; step++) take(kept, parameters, step);
    const other = structuredClone(parameters);
    take(kept, parameters, 6);
    take(make(), other, 6);
    assertNotEquals(other, parameters);
  });

  Deno.test(`${name} keeps a restored state when the bytes that it came from change`, () => {
    const parameters = fresh(), one = make(), two = make();
    for (let step = 0; step < 6; step++) take(one, parameters, step);
    const state = throughBytes(one.state()), before = structuredClone(state);
    two.restore(state, parameters);
    for (const { values } of Object.values(state.arrays)) values.fill(7);
    assertEquals(two.state(), before);
  });
}

Deno.test("the tensors of a state have stable names", () => {
  const names = (make: () => Optimiser): string[] => {
    const optimiser = make();
    for (let step = 0; step < 2; step++) take(optimiser, fresh(), step);
    const { arrays, numbers } = optimiser.state();
    return [...Object.keys(arrays), ...Object.keys(numbers)].sort();
  };
  const moments = (kind: string, ...arrays: string[]): string[] =>
    [...arrays.flatMap((each) => [`${each}.dense`, `${each}.table`]), "steps"]
      .map((each) => `${kind}.${each}`).sort();
  assertEquals(names(OPTIMISERS.Adam), moments("adam", "first", "second"));
  assertEquals(names(OPTIMISERS.AdamW), moments("adam_w", "first", "second"));
  assertEquals(names(OPTIMISERS.Sgd), moments("sgd"));
  assertEquals(names(OPTIMISERS["Sgd with momentum"]), moments("sgd", "velocity"));
});

Deno.test("an optimiser refuses a state that does not fit, and stays as it was", () => {
  const adam = OPTIMISERS.Adam(), parameters = fresh();
  for (let step = 0; step < 6; step++) take(adam, parameters, step);
  const state = adam.state(), { "adam.second.dense": _, ...half } = state.arrays;
  const before = throughBytes(state), { late: _late, ...fewer } = parameters;
  const momentum = OPTIMISERS["Sgd with momentum"]();
  take(momentum, fresh(), 0);
  const cases: [string, () => void][] = [
    [
      'tensor "adam.second.dense": no such tensor, expected shape [3,2]',
      () => adam.restore({ ...state, arrays: half }, parameters),
    ],
    [
      'tensor "adam.first.late": shape [4], expected no such tensor',
      () => adam.restore(state, fewer),
    ],
    [
      'tensor "adam.first.dense": shape [3,2], expected shape [2,3]',
      () => adam.restore(state, { ...parameters, dense: randomParameter("dense", [2, 3]) }),
    ],
    [
      'an optimiser from {"sgd.steps":1}: expected "adam.steps" alone, a whole number',
      () => adam.restore(momentum.state(), parameters),
    ],
    [
      'an optimiser from {"adam.steps":6}: expected "adam_w.steps" alone',
      () => OPTIMISERS.AdamW().restore(state, parameters),
    ],
    [
      'an optimiser from {"adam.steps":1.5}: expected "adam.steps" alone',
      () => adam.restore({ ...state, numbers: { "adam.steps": 1.5 } }, parameters),
    ],
    [
      'tensor "sgd.velocity.dense": shape [3,2], expected no such tensor',
      () => OPTIMISERS.Sgd().restore(momentum.state(), parameters),
    ],
  ];
  for (const [message, restore] of cases) {
    assertThrows(restore, TypeError, `Cannot restore ${message}`);
  }
  assertEquals(throughBytes(adam.state()), before);
});

Deno.test("an optimiser counts no step whose learning rate it refuses", () => {
  let rate = NaN;
  for (const make of [Adam, Sgd]) {
    const optimiser = new make({ learningRate: () => rate }), parameters = fresh();
    assertThrows(() => take(optimiser, parameters, 0), RangeError, "Cannot take step 0");
    assert(Object.values(optimiser.state().numbers).every((steps) => steps === 0));
    assertEquals(parameters, fresh());
    rate = 0.1;
    take(optimiser, parameters, 0);
    assert(Object.values(optimiser.state().numbers).every((steps) => steps === 1));
    rate = NaN;
  }
});
