import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { differentiate, evaluate, RandomStream, type TrainingStep } from "@permafrost/bench/nn";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { domainViews } from "./_domain_views.ts";
import { userStates } from "./_equations.ts";
import { PrerecModel } from "./_model.ts";
import { scorerOf } from "./_scorer.ts";
import { sequencesOf } from "./_sequences.ts";
import { stepSources } from "./_train.ts";
import { trainingStep } from "./_training_step.ts";
import prerec, { type PrerecConfig } from "./method.ts";

const ITEMS = 9, DAY = 86400;
const catalogue = buildCatalogue(ITEMS, { domains: 2, domainOf: (item) => item < 5 ? 0 : 1 });
// Over three intervals of 30 days; users of both domains, of one, and of none.
const view = buildTrainView([
  [0, 5, 1, 6, 2, 7, 3, 8, 4, 5, 0, 6, 1, 7, 2, 8, 3, 5, 4, 0, 0, 1],
  [3, 3, 2, 1, 0, 4, 2, 3, 1, 0, 2, 4],
  [],
  [8, 7, 6, 5, 8, 7, 6],
  [1],
], catalogue);
const config: PrerecConfig = {
  ...prerec.defaults,
  embeddingSize: 4,
  maximumLength: 40,
  blocks: 1,
  dropout: 0,
  negatives: 100,
  userPrecision: 2,
  itemPrecision: 3,
  popularityPrecision: 5,
  domainPrecision: 7,
};

/** A model whose every number is drawn: as if trained, with latent variables that are not 0. */
function drawn(changes: Partial<PrerecConfig> = {}): PrerecModel {
  const model = new PrerecModel(catalogue, { ...config, ...changes }, {
    users: view.users,
    seed: 1,
  });
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    const shift = name.endsWith("norm.weight") ? 1 : 0;
    values.set(randomParameter(name, shape, 0.4).values.map((each) => each + shift));
  }
  return model;
}

/** The step on all windows of a view. */
function wholeStep(
  model: PrerecModel,
  { train = view, draw = 1 }: { train?: TrainView; draw?: number } = {},
): TrainingStep {
  const views = domainViews(train, { length: model.config.maximumLength - 1 });
  const chosen = views.map((view) => ({
    view,
    windows: Uint32Array.from(view.windows.user.keys()),
  }));
  return trainingStep(model, chosen, {
    sources: stepSources(model, train),
    random: (label) => RandomStream.from(draw, label),
  });
}

/** Equation 7 over N_k, the mean over the domains, from what the scorer says of every event. */
async function bruteForce(model: PrerecModel): Promise<number> {
  const { events: { offsets, item, time }, popularity } = view, scorer = scorerOf(model);
  const nll = [0, 0], targets = [0, 0], users = [new Set<number>(), new Set<number>()];
  for (let user = 0; user < view.users; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const domain = catalogue.itemDomain[item[row]], { pool } = catalogue.domains[domain];
      const interval = Math.floor(time[row] / (30 * DAY)), last = new Uint32Array(ITEMS);
      const at = interval - 1 - popularity.first;
      if (at >= 0) {
        for (let i = popularity.offsets[at]; i < popularity.offsets[at + 1]; i++) {
          last[popularity.item[i]] = popularity.count[i];
        }
      }
      const scores = await scorer.score({
        length: 1,
        user: Int32Array.of(user),
        domain: Uint8Array.of(domain),
        time: Float64Array.of(time[row]),
        history: {
          offsets: Uint32Array.of(0, row - offsets[user]),
          item: item.slice(offsets[user], row),
          time: time.slice(offsets[user], row),
        },
        candidates: { kind: "domain" },
        popularity: { days: 30, interval, total: last, last },
      });
      const all = scores.reduce((sum, each) => sum + Math.exp(each), 0);
      nll[domain] += Math.log(all) - scores[pool.indexOf(item[row])];
      targets[domain]++;
      users[domain].add(user);
    }
  }
  const squares = (name: string, rows: Iterable<number>) => {
    const parameter = model.parameters[name];
    if (parameter === undefined) return 0;
    let sum = 0;
    for (const row of rows) {
      for (let i = 0; i < 4; i++) sum += parameter.values[row * 4 + i] ** 2;
    }
    return sum;
  };
  const parts = [0, 1].map((domain) => {
    const { pool } = catalogue.domains[domain];
    const norms = 3 * squares("item.offset", pool) + 5 * squares("popularity.offset", pool) +
      2 * squares("user.offset", users[domain]) + 7 * squares("domain.embedding", [domain]);
    return (nll[domain] + norms / 2) / targets[domain];
  });
  return (parts[0] + parts[1]) / 2;
}

const WITHOUT: PrerecConfig["without"][] = [[], ["domain"], ["popularity"], [
  "domain",
  "popularity",
]];
for (const without of WITHOUT) {
  const name = without.length ? ` without ${without.join(" and ")}` : "";
  forEachDevice(
    `a step on all windows${name} is equation 7 of the scorer's own scores`,
    async () => {
      const model = drawn({ without }), { inputs, loss } = wholeStep(model);
      const { value } = await differentiate(inputs, loss);
      assertNear([value], [await bruteForce(model)], 1e-4);
    },
    { devices: ["wasm"] },
  );
}

forEachDevice(
  "all that a step trains has a slope, and D_k one by the encoder; W_d is not trained",
  async () => {
    const step = wholeStep(drawn()), { inputs, loss, trained = [] } = step;
    const { gradients } = await differentiate(inputs, loss);
    assertEquals(
      Object.keys(inputs).filter((name) => !trained.includes(name)),
      ["score.domain"],
    );
    for (const name of trained) {
      assert(gradients[name].some((slope) => Math.abs(slope) > 1e-6), name);
    }
    // By the score it would have the prior's alone: 7 D_k / N_k, a half of it for each of two domains.
    const targets = [0, 1].map((domain) =>
      view.events.item.filter((item) => catalogue.itemDomain[item] === domain).length
    );
    inputs["domain.embedding"].values.forEach((value, i) => {
      const prior = 7 * value / targets[i < 4 ? 0 : 1] / 2;
      assert(Math.abs(gradients["domain.embedding"][i] - prior) > 1e-4, `${i}`);
    });
  },
  { devices: ["wasm"] },
);

forEachDevice("the norms of a sample of items are right on average", async () => {
  // So heavy that the likelihood is nothing beside the items' norms.
  const norms = async (negatives: number, draw: number) => {
    const { inputs, loss } = wholeStep(drawn({ negatives, itemPrecision: 3e5 }), { draw });
    return (await differentiate(inputs, loss)).value;
  };
  const whole = await norms(100, 0), sampled: number[] = [];
  for (let draw = 0; draw < 200; draw++) sampled.push(await norms(2, draw));
  const mean = sampled.reduce((sum, each) => sum + each, 0) / sampled.length;
  assert(Math.abs(mean / whole - 1) < 0.06, `${mean}, expected about ${whole}`);
  assert(Math.max(...sampled) > 1.2 * Math.min(...sampled), "every draw is the same");
}, { devices: ["wasm"] });

forEachDevice(
  "userStates() know the token and what stands up to their position alone",
  async () => {
    const model = drawn(), { networks } = model;
    const ask = (items: number[], domain: number, domains: Float32Array) => {
      const sequences = sequencesOf([{ items: Uint32Array.from(items), domain }], 6);
      const content = randomParameter("content", [ITEMS, 4]);
      const inputs = Object.fromEntries(
        Object.entries(networks).filter(([name]) => name.startsWith("encoder.")),
      );
      return evaluate(
        { ...inputs, content, domains: { shape: [2, 4], values: domains } },
        (weights) =>
          userStates(sequences, weights, {
            domains: weights.get("domains", [2, 4]),
            content: weights.get("content", [ITEMS, 4]),
            places: Int32Array.from(sequences.item),
            config,
          }),
      );
    };
    const domains = randomParameter("domains", [2, 4]).values, zeros = new Float32Array(8);
    const states = await ask([1, 2, 3], 0, domains);
    assertEquals((await ask([1, 2, 7, 8], 0, domains)).slice(0, 12), states.slice(0, 12));
    assertNotEquals((await ask([1, 2, 7], 0, domains)).slice(12, 16), states.slice(12, 16));
    // D_k moves every state, and with D = 0 no state knows its domain.
    for (const at of [0, 4, 8, 12]) {
      assertNotEquals(
        (await ask([1, 2, 3], 1, domains)).slice(at, at + 4),
        states.slice(at, at + 4),
      );
    }
    assertEquals(await ask([1, 2, 3], 1, zeros), await ask([1, 2, 3], 0, zeros));
  },
  { devices: ["cpu", "wasm"] },
);

forEachDevice("no event at or after a target moves its loss or its slopes", async () => {
  // One target, the second event of the second user; everything behind it changes.
  const only = (sequences: number[][]) => {
    const changed = buildTrainView(sequences, catalogue);
    changed.trainable.fill(0);
    changed.trainable[0] = 1 << 3;
    return changed;
  };
  const before = only([[0, 1], [2, 3, 4, 0]]), after = only([[0, 1], [2, 3, 1, 1, 1, 0]]);
  const model = drawn({ maximumLength: 12 });
  const run = async (train: TrainView) => {
    const { inputs, loss } = wholeStep(model, { train });
    const { value, gradients } = await differentiate(inputs, loss);
    return { value, text: [...gradients["text.weight"]] };
  };
  const [first, second] = [await run(before), await run(after)];
  assertNear([second.value], [first.value], 1e-6);
  assertNear(Float32Array.from(second.text), first.text, 1e-6);
}, { devices: ["wasm"] });

forEachDevice("dropout and candidates come from the step's streams", async () => {
  for (const changes of [{ dropout: 0.5 }, { negatives: 2 }]) {
    const run = (draw: number) => {
      const { inputs, loss } = wholeStep(drawn(changes), { draw });
      return differentiate(inputs, loss);
    };
    assertEquals(await run(1), await run(1));
    assertNotEquals((await run(1)).value, (await run(2)).value);
  }
}, { devices: ["wasm"] });
