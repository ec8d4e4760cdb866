import { assert, assertEquals } from "@std/assert";
import chiSquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import * as fc from "fast-check";
import preset from "../../datasets/tundra-tiny/dataset.json" with { type: "json" };
import { UserError } from "../../core/user_error.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { checkTundraConfig } from "../../datasets/synthetic/check_tundra_config.ts";
import { generateTundra } from "../../datasets/synthetic/generate_tundra.ts";
import { corpusOfRows } from "../../tests/fixtures/corpus_of_rows.ts";
import { randomRows } from "../../tests/fixtures/random_rows.ts";
import { armsOf } from "../arms_of.ts";
import { chooseArms } from "../choose_arms.ts";
import { freeze } from "../freeze.ts";
import { listProtocols } from "../list_protocols.ts";
import { loadProtocol } from "../load_protocol.ts";
import { protocolName } from "../protocol_name.ts";
import type { ChiSquare } from "./chi_square.ts";
import { trustChecks } from "./trust_checks.ts";
import { trustVerdicts } from "./trust_verdicts.ts";

const sampled = await loadProtocol("leave-one-out-99@1");

Deno.test("trustChecks() finds no fault in 40 clean worlds, and fires by chance as often as it says", () => {
  const config = checkTundraConfig(preset.config);
  const domains = config.domains.map((domain) => ({ ...domain, items: 400 }));
  const tests = { residues: counter(), ranges: counter(), places: counter() };
  for (let seed = 1; seed <= 40; seed++) {
    const { corpus } = generateTundra({ ...config, seed, users: 300, domains });
    const checks = trustChecks(freeze(corpus, sampled));
    const faults = trustVerdicts(checks).filter(({ state }) => state === "fault");
    assertEquals(faults, [], `world ${seed}`);
    tests.residues.add(checks.negativeSpread?.residues);
    tests.ranges.add(checks.negativeSpread?.ranges);
    tests.places.add(checks.indexPlaces?.places);
  }
  for (const [name, { at5, at01, number, mean }] of Object.entries(tests)) {
    assertEquals(number(), 40, name);
    // Of 40 tests at 5 %, more than 6 fire with a chance below 0.4 %; at 0.1 % none should.
    assert(at5() <= 6 && at01() === 0, `${name}: ${at5()} of 40 at 5 %, ${at01()} at 0.1 %`);
    // χ² is its degrees of freedom on average: a wrong variance would show here.
    assert(mean() > 0.8 && mean() < 1.12, `${name}: χ² per degree of freedom ${mean()}`);
  }
});

function counter() {
  const p: number[] = [];
  let statistic = 0, freedom = 0;
  return {
    add(found: ChiSquare | null | undefined): void {
      if (!found) return;
      p.push(1 - chiSquareCdf(found.statistic, found.freedom));
      statistic += found.statistic;
      freedom += found.freedom;
    },
    number: () => p.length,
    at5: () => p.filter((each) => each < 0.05).length,
    at01: () => p.filter((each) => each < 0.001).length,
    mean: () => statistic / freedom,
  };
}

const tiny = await loadDataset("tundra-tiny");

for (const { id, version } of await listProtocols()) {
  const name = `${id}@${version}`, frozen = await loadProtocol(name);
  Deno.test(`trustChecks() finds no fault in ${name} on random logs, and is plain JSON`, () => {
    const { max } = frozen.protocol.domains;
    let frozenTasks = 0;
    fc.assert(
      fc.property(randomRows(), (rows) => {
        const names = ["a", "b", "c"].slice(0, Math.min(3, max));
        const corpus = corpusOfRows(rows.map((row, i) => ({
          ...row,
          domain: names.includes(row.domain ?? "") ? row.domain ?? "a" : names[i % names.length],
          rating: 1 + (i % 5),
        })));
        for (const arm of armsOf(frozen, corpus.catalogue.domains)) {
          try {
            const checks = trustChecks(freeze(corpus, arm));
            frozenTasks++;
            const verdicts = trustVerdicts(checks);
            const faults = verdicts.filter(({ state }) => state === "fault");
            assertEquals(faults, [], protocolName(arm));
            assertEquals(JSON.parse(JSON.stringify(checks)), checks);
          } catch (error) {
            if (!(error instanceof UserError)) throw error; // no case: nothing to ask
          }
        }
      }),
      { numRuns: 40, seed: 1 },
    );
    assert(frozenTasks > 0, "no log fits the protocol");
  });
}

Deno.test("trustChecks() finds a user of the test part under whose id somebody else is adapted to", async () => {
  const [frozen] = (await chooseArms("user-split-fine-tune@1", tiny.catalogue.domains))
    .filter(({ arm }) => arm?.endsWith("n-all"));
  const task = freeze(tiny, frozen), { offsets } = task.timeline;
  const adapted = [...tiny.users.keys()].findLast((user) =>
    task.adaptation?.view.subarray(offsets[user], offsets[user + 1]).includes(1)
  );
  const users = tiny.users.map((name, user) =>
    user === adapted ? tiny.users[task.test.user[0]] : name
  );
  const faults = (corpus: typeof tiny) =>
    trustVerdicts(trustChecks({ ...task, corpus }))
      .filter(({ state }) => state === "fault").map(({ title }) => title);
  assertEquals(faults(tiny), []);
  assertEquals(faults({ ...tiny, users }), ["users apart"]);
});

Deno.test("trustChecks() leaves the task as it was", () => {
  const task = freeze(tiny, sampled), before = JSON.stringify([task.training, task.test]);
  trustChecks(task);
  assertEquals(JSON.stringify([task.training, task.test]), before);
});
