import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertHessian } from "../testing/assert_hessian.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import type { Behaviours, ClickSide } from "./behaviours.ts";
import { JointClickModel } from "./joint_click_model.ts";
import { daslNetwork } from "./dasl_network.ts";

const sizes = {
  historyLength: 3,
  stateSize: 2,
  attentionSize: 3,
  firstHiddenSize: 4,
  secondHiddenSize: 3,
};

/** Items 0 to 2 are of the target, 3 to 5 of the source. */
function modelOf(source: boolean, mappingWeight = 0.5): JointClickModel {
  const [target, other] = [[0, 1, 2], [3, 4, 5]].map((pool) => Uint32Array.from(pool));
  const catalogue = {
    ...buildCatalogue(6, { domains: 2 }),
    itemDomain: Uint8Array.of(0, 0, 0, 1, 1, 1),
    domains: [{ role: "both", pool: target }, { role: "source", pool: other }],
  } as const;
  return new JointClickModel(catalogue, {
    size: 4,
    users: 2,
    liked: -Infinity,
    seed: 1,
    network: (inputs) => daslNetwork({ ...sizes, mappingWeight, ...inputs, source, seed: 1 }),
  });
}

/** Two behaviours of one side; the first user has a history, the other one none. */
function behaviours(side: ClickSide, history = [0, 3, 1, 4]): Behaviours {
  const item = side === "target" ? 2 : 5, length = history.length;
  return {
    side,
    user: Int32Array.of(0, 1),
    item: Uint32Array.of(item, item),
    label: Float32Array.of(1, 0),
    history: {
      offsets: Uint32Array.of(0, length, length),
      item: Uint32Array.from(history),
      time: Float64Array.from(history.keys()),
    },
    row: Int32Array.of(0, 1),
    paired: Uint32Array.of(6, 6),
  };
}

/** What a step reads, with numbers that are large enough to tell, the same for a row of a table. */
function drawn(
  { parameters }: JointClickModel,
  { inputs, rows }: { inputs: Parameters; rows: Readonly<Record<string, Uint32Array>> },
): Parameters {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => {
      const all = randomParameter(name, parameters[name].shape, 0.5), [, size] = shape;
      if (rows[name] === undefined) return [name, all];
      const values = Array.from(
        rows[name],
        (row) => [...all.values.slice(size * row, size * row + size)],
      );
      return [name, { shape, values: Float32Array.from(values.flat()) }];
    }),
  );
}

async function logitsOf(model: JointClickModel, part: Behaviours): Promise<number[]> {
  const prepared = model.prepare([part]), { logits: [logits] } = prepared;
  return [...await evaluate(drawn(model, prepared), logits)];
}

for (const source of [true, false]) {
  const name = source ? "daslNetwork()" : "daslNetwork() without a source";

  forEachDevice(`${name} has the slopes of finite differences, twice`, async () => {
    const model = modelOf(source);
    const prepared = model.prepare([behaviours("target"), ...source ? [behaviours("source")] : []]);
    const loss = (weights: Weights) =>
      prepared.losses.map((each) => each(weights).mean())
        .reduce((sum, each) => sum.add(each.mul(0.5)));
    await assertGradient(drawn(model, prepared), loss);
    await assertHessian(drawn(model, prepared), loss);
  });
}

forEachDevice("daslNetwork() scores either side by both histories", async () => {
  const model = modelOf(true);
  for (const side of ["target", "source"] as const) {
    const whole = await logitsOf(model, behaviours(side));
    for (const history of [[1, 3, 1, 4], [0, 4, 1, 4]]) {
      const [first, second] = await logitsOf(model, behaviours(side, history));
      assertNotEquals(first, whole[0]);
      assertNear([second], [whole[1]], 1e-6);
    }
  }
});

forEachDevice("daslNetwork() without a source sees nothing of one", async () => {
  const model = modelOf(false);
  const whole = await logitsOf(model, behaviours("target"));
  assertNear(await logitsOf(model, behaviours("target", [0, 1])), whole, 1e-6);
  assertEquals(model.network.source, undefined);
  const { rows } = model.prepare([behaviours("target")]);
  assertEquals([...rows["item.weight"]].sort(), [0, 1, 2, 6]);
  const names = Object.keys(model.parameters).filter((each) => each.startsWith("source"));
  assertEquals(names, []);
});

forEachDevice("daslNetwork() ties the halves of its users while it learns the target", async () => {
  const [free, tied] = [modelOf(true, 0), modelOf(true, 0.25)];
  const prepared = free.prepare([behaviours("target")]), given = drawn(free, prepared);
  const { losses: [tiedLosses] } = tied.prepare([behaviours("target")]);
  const [before, after] = await Promise.all(
    [prepared.losses[0], tiedLosses].map((losses) => evaluate(given, losses)),
  );
  // Per user 1 − cos(b X, a) + ‖Xᵀ X − I‖² / 2, of halves of two numbers.
  const { values: users } = given["user.weight"], { values: x } = given["tie.mapping"];
  const skew = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([i, j]) =>
    x[i] * x[j] + x[2 + i] * x[2 + j] - (i === j ? 1 : 0)
  );
  const expected = [0, 1].map((user) => {
    const [a0, a1, b0, b1] = users.subarray(4 * user, 4 * user + 4);
    const moved = [b0 * x[0] + b1 * x[2], b0 * x[1] + b1 * x[3]];
    const cosine = (moved[0] * a0 + moved[1] * a1) / Math.hypot(...moved) / Math.hypot(a0, a1);
    return 0.25 * (1 - cosine + skew.reduce((sum, each) => sum + each * each, 0) / 2);
  });
  assertNear(after.map((each, i) => each - before[i]), expected, 1e-5);

  // Scores, and the source's losses, know nothing of it.
  const { inputs, losses: [source] } = tied.prepare([behaviours("source")]);
  assertEquals("tie.mapping" in inputs, false);
  await differentiate(inputs, (weights) => source(weights).sum());
});

Deno.test("daslNetwork() shares the recurrent layers, each side has the rest of its own", () => {
  const { network } = modelOf(true);
  const partsOf = (
    parameters: Parameters = {},
  ) => [...new Set(Object.keys(parameters).map((name) => name.split(".").slice(0, 2).join(".")))];
  assertEquals(partsOf(network.parameters), ["target.states", "source.states"]);
  assertEquals(partsOf(network.target.parameters), [
    "target.attention",
    "target.head",
    "tie.mapping",
  ]);
  assertEquals(partsOf(network.source?.parameters), ["source.attention", "source.head"]);
  assertEquals(partsOf(modelOf(false).network.parameters), ["target.states"]);
});

Deno.test("daslNetwork() refuses users that cannot be halved", () => {
  const given = { ...sizes, mappingWeight: 1, userSize: 3, itemSize: 2, seed: 1 };
  assertThrows(
    () => daslNetwork({ ...given, source: true }),
    RangeError,
    "Cannot give a user two vectors of 3 numbers: uneven, expected an even number",
  );
  daslNetwork({ ...given, source: false });
});
