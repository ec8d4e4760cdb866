/**
 * `deno task study verdicts`: how often does next_id seem to beat chance in worlds whose ids mean nothing,
 * by which standard error?
 *
 * @module
 */
import small from "../../datasets/tundra-small/dataset.json" with { type: "json" };
import tiny from "../../datasets/tundra-tiny/dataset.json" with { type: "json" };
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import { chooseArms } from "../../protocols/choose_arms.ts";
import { type Against, nextIdAgainstChance } from "./_next_id_against_chance.ts";

const lines = [
  "| data | protocol | worlds | error over | sd of effect / error | largest | over 3 | under −3 |",
  "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |",
];
for (const [name, { config }, worlds] of [["tiny", tiny, 400], ["small", small, 60]] as const) {
  for (const id of ["leave-one-out-99@1", "leave-one-out-full@1", "time-split-9@1"]) {
    console.error(`tundra-${name}, ${id} …`);
    const found: Against[] = [];
    for (let seed = 1; seed <= worlds; seed++) {
      const { corpus } = generateTundra(checkTundraConfig({ ...config, seed }));
      const [frozen] = await chooseArms(id, corpus.catalogue.domains);
      found.push(await nextIdAgainstChance(corpus, frozen));
    }
    for (const over of ["cases", "users", "answers", "both"] as const) {
      const z = found.map(({ effect, error }) => effect / error[over]);
      const mean = z.reduce((sum, each) => sum + each, 0) / worlds;
      const deviation = Math.sqrt(z.reduce((sum, each) => sum + (each - mean) ** 2, 0) / worlds);
      lines.push(
        `| ${
          [
            ...[`tundra-${name}`, id, worlds, over, deviation.toFixed(2)],
            ...[Math.max(...z).toFixed(2), z.filter((each) => each > 3).length],
            z.filter((each) => each < -3).length,
          ].join(" | ")
        } |`,
      );
    }
  }
}
console.log(lines.join("\n"));
