/**
 * `deno task study biao`: in worlds whose source is half noise, does BIAO give noise less weight, and is
 * it better by that than its base; does it stand an unrelated source; and what do the perceptron's parts,
 * the reordered development set and the interval bring (decision 0014; tables 1 to 3 and figure 5 of its
 * paper)?
 *
 * Runs go to `results/studies/biao`; a study that was stopped goes on from there.
 *
 * @module
 */
import { join } from "node:path";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import type { BiaoConfig } from "../../methods/biao/method.ts";
import { arena, type Entry } from "./_arena.ts";
import { BASES, biaoOn } from "./_biao_on.ts";
import { clickTable } from "./_click_table.ts";
import { noisySource } from "./_noisy_source.ts";
import { weightTruth } from "./_weight_truth.ts";
import { worldCsv } from "./_world_csv.ts";

const FOLDER = "results/studies/biao", SEEDS = 5, PROTOCOL = "click-auc@1/books→games";
const worlds = {
  "item noise": noisySource({ noise: "item", correlation: 0.8 }),
  "user noise": noisySource({ noise: "user", correlation: 0.8 }),
  "unrelated source": noisySource({ noise: "none", correlation: 0 }),
};

/** BIAO on a base with what an entry changes of its defaults. */
function biao(label: string, base: typeof BASES[number], config: Partial<BiaoConfig> = {}): Entry {
  return { label, method: "biao", config: { ...biaoOn(base), ...config } };
}

for (const [name, config] of Object.entries(worlds)) {
  const world = generateTundra(config), id = name.replaceAll(" ", "-");
  const exam = {
    data: await worldCsv(world.corpus, { folder: FOLDER, name: id, rating: true }),
    ...{ protocol: PROTOCOL, seeds: SEEDS },
  };
  for (const base of BASES) {
    const single = `${base}_s`;
    const entries = [single, `${base}_0`, base].map((method) => ({ label: method, method }));
    const entrants = await arena([...entries, biao(`biao on ${base}`, base)], {
      ...exam,
      folder: join(FOLDER, id, base),
    });
    console.log(`\n### ${name}, ${base}\n\n${clickTable(entrants, { single, base })}`);
  }
  if (name === "item noise") {
    const entrants = await arena([
      { label: "conet_s", method: "conet_s" },
      biao("biao", "conet"),
      ...(["global", "user"] as const).map((without) =>
        biao(`without ${without}`, "conet", { without })
      ),
      ...[0.01, 0.05, 0.1].map((development) =>
        biao(`split ${development}`, "conet", { development })
      ),
      ...[20, 200, 300, 400, 500].map((interval) =>
        biao(`interval ${interval}`, "conet", { interval })
      ),
      biao("batch-softmax", "conet", { normalisation: "batch-softmax" }),
    ], { ...exam, folder: join(FOLDER, id, "parts") });
    console.log(
      `\n### Parts, on conet\n\n${clickTable(entrants, { single: "conet_s", base: "biao" })}`,
    );
  }
  if (name === "unrelated source") continue;
  console.log(`\n### ${name}: weight against truth\n`);
  console.log("| run seed | base | AUC | mean of signal | mean of noise |");
  console.log("| ---: | --- | ---: | ---: | ---: |");
  for (const base of BASES) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      console.error(`${name}, weights on ${base}, seed ${seed} …`);
      const found = await weightTruth(world, { protocol: PROTOCOL, seed, config: biaoOn(base) });
      const [signal, noise] = [found.signal, found.noise].map((each) => each.toFixed(3));
      console.log(`| ${seed} | ${base} | ${found.auc.toFixed(3)} | ${signal} | ${noise} |`);
    }
  }
}
