import { assert, assertEquals, assertNotEquals } from "@std/assert";
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
import { minetNetwork } from "./minet_network.ts";

const sizes = {
  targetLength: 3,
  sourceLength: 2,
  attentionSize: 3,
  transferSize: 2,
  firstHiddenSize: 4,
  secondHiddenSize: 3,
};

/** Items 0 to 2 are of the target, 3 to 5 of the source. */
function modelOf(source: boolean): JointClickModel {
  const [target, other] = [[0, 1, 2], [3, 4, 5]].map((pool) => Uint32Array.from(pool));
  const catalogue = {
    ...buildCatalogue(6, { domains: 2 }),
    itemDomain: Uint8Array.of(0, 0, 0, 1, 1, 1),
    domains: [{ role: "both", pool: target }, { role: "source", pool: other }],
  } as const;
  return new JointClickModel(catalogue, {
    size: 2,
    users: 2,
    liked: -Infinity,
    seed: 1,
    network: (inputs) => minetNetwork({ ...sizes, ...inputs, source, seed: 1 }),
  });
}

/** Two behaviours of one side; the first user has a history, the other one none. */
function behaviours(
  side: ClickSide,
  options: { item?: number; history?: number[] } = {},
): Behaviours {
  const { item = side === "target" ? 2 : 5, history = [0, 3, 1, 4] } = options;
  const length = history.length;
  return {
    side,
    user: Int32Array.of(0, 1),
    item: Uint32Array.of(item, item),
    label: Float32Array.of(0, 1),
    history: {
      offsets: Uint32Array.of(0, length, length),
      item: Uint32Array.from(history),
      time: Float64Array.from(history.keys()),
    },
    row: Int32Array.of(0, 1),
    paired: Uint32Array.of(6, 6),
  };
}

/** What a step reads, with numbers above 0 that are large enough to tell: no relu turns near them. */
function drawn(inputs: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => {
      const { values } = randomParameter(name, shape, 0.25);
      return [name, { shape, values: values.map(Math.abs) }];
    }),
  );
}

async function logitsOf(model: JointClickModel, part: Behaviours): Promise<number[]> {
  const { inputs, rows, logits: [logits] } = model.prepare([part]);
  // By name and row, so that what is looked up in another order has the same numbers.
  const all = drawn(model.parameters);
  const same = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => {
      if (rows[name] === undefined) return [name, all[name]];
      const values = Array.from(
        rows[name],
        (row) => [...all[name].values.slice(2 * row, 2 * row + 2)],
      );
      return [name, { shape, values: Float32Array.from(values.flat()) }];
    }),
  );
  return [...await evaluate(same, logits)];
}

for (const source of [true, false]) {
  const name = source ? "minetNetwork()" : "minetNetwork() without a source";
  const parts = [behaviours("target"), ...source ? [behaviours("source")] : []];

  forEachDevice(`${name} has the slopes of finite differences, twice`, async () => {
    const { inputs, losses } = modelOf(source).prepare(parts);
    const loss = (weights: Weights) =>
      losses.map((each) => each(weights).mean()).reduce((sum, each) => sum.add(each.mul(0.5)));
    await assertGradient(drawn(inputs), loss);
    await assertHessian(drawn(inputs), loss);
  });
}

forEachDevice(
  "minetNetwork() scores the target by both histories, the source by none",
  async () => {
    const model = modelOf(true);
    const whole = await logitsOf(model, behaviours("target"));
    for (const history of [[1, 3, 1, 4], [0, 4, 1, 4]]) {
      const [first, second] = await logitsOf(model, behaviours("target", { history }));
      assertNotEquals(first, whole[0]);
      assertNear([second], [whole[1]], 1e-6);
    }
    const source = await logitsOf(model, behaviours("source"));
    assertNear(await logitsOf(model, behaviours("source", { history: [2, 5] })), source, 1e-6);
    const [other] = await logitsOf(model, behaviours("source", { item: 4 }));
    assertNotEquals(other, source[0]);
  },
);

forEachDevice("minetNetwork() without a source sees nothing of one", async () => {
  const model = modelOf(false);
  const whole = await logitsOf(model, behaviours("target"));
  assertNear(
    await logitsOf(model, behaviours("target", { history: [0, 1] })),
    whole,
    1e-6,
  );
  assertEquals(model.network.source, undefined);
  const { rows } = model.prepare([behaviours("target")]);
  assertEquals([...rows["item.weight"]].sort(), [0, 1, 2, 6]);
  assert(Object.keys(model.parameters).every((each) => !each.includes("source")));
});

Deno.test("minetNetwork() shares vectors alone", () => {
  const { network } = modelOf(true);
  assertEquals(network.parameters, {});
  const names = [network.target, network.source].map((each) => Object.keys(each?.parameters ?? {}));
  assertEquals(names[0].every((each) => each.startsWith("target.")), true);
  assertEquals(
    names[1],
    [0, 1, 2].flatMap((layer) =>
      ["weight", "bias"].map((each) => `source.head.layers.${layer}.${each}`)
    ),
  );
});
