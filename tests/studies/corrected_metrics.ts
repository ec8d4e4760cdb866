/**
 * `deno task study corrected-metrics`: are corrected estimates of sampled metrics nearer to full ranking
 * than the raw values? 20 worlds of tundra-small, methods of different strength, 99 and 9 negatives.
 *
 * @module
 */
import preset from "../../datasets/tundra-small/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import type { Method } from "../../plugins/contract/mod.ts";
import { chooseArms } from "../../protocols/choose_arms.ts";
import { type SampledAndFull, sampledAndFull } from "./_sampled_and_full.ts";

const WORLDS = 20, METHODS = ["random", "popularity", "item_knn", "markov"];

const PROTOCOLS = ["leave-one-out-99@1", "time-split-9@1"];

const found: (SampledAndFull & { readonly row: string })[] = [];
for (let seed = 1; seed <= WORLDS; seed++) {
  console.error(`world ${seed} of ${WORLDS} …`);
  const { corpus } = generateTundra(checkTundraConfig({ ...preset.config, seed }));
  for (const protocol of PROTOCOLS) {
    const [frozen] = await chooseArms(protocol, corpus.catalogue.domains);
    for (const id of METHODS) {
      const { default: method }: { default: Method } = await import(
        `../../methods/${id}/method.ts`
      );
      for (const each of await sampledAndFull(method, { corpus, frozen })) {
        found.push({ ...each, row: `${protocol} | ${id} | ${each.metric}` });
      }
    }
  }
}

const lines = [
  "| protocol | method | metric | full | raw | rank-based | bias–variance | raw error | rank-based error | bias–variance error | rank-based nearer | bias–variance nearer |",
  `| --- | --- | --- |${" ---: |".repeat(9)}`,
];
for (const [name, worlds] of Map.groupBy(found, ({ row }) => row)) {
  const mean = (of: (each: SampledAndFull) => number) =>
    (worlds.reduce((sum, each) => sum + of(each), 0) / worlds.length).toFixed(4);
  const off = (name: "raw" | "rankBased" | "biasVariance") => (each: SampledAndFull) =>
    Math.abs(each[name] - each.full);
  const nearer = (name: "rankBased" | "biasVariance") =>
    worlds.filter((each) => off(name)(each) < off("raw")(each)).length;
  lines.push(
    `| ${name} | ${
      [
        mean(({ full }) => full),
        mean(({ raw }) => raw),
        mean(({ rankBased }) => rankBased),
        mean(({ biasVariance }) => biasVariance),
        mean(off("raw")),
        mean(off("rankBased")),
        mean(off("biasVariance")),
        nearer("rankBased"),
        nearer("biasVariance"),
      ].join(" | ")
    } |`,
  );
}
console.log(lines.join("\n"));
