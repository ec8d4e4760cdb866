import { assertEquals } from "@std/assert";
import { loadDataset } from "../../datasets/registry.ts";
import { freeze } from "../freeze.ts";
import { loadProtocol } from "../load_protocol.ts";
import { shareOf } from "./share_of.ts";
import { type TrustChecks, trustChecks } from "./trust_checks.ts";
import { trustVerdicts } from "./trust_verdicts.ts";

const checks = trustChecks(
  freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1")),
);

const verdict = (title: string, changed: Partial<TrustChecks>) =>
  trustVerdicts({ ...checks, ...changed }).find((each) => each.title === title);

const chi = (statistic: number, freedom: number) => ({ statistic, freedom, counted: 1000 });

Deno.test("trustVerdicts() has scipy's p-values and its levels", () => {
  const { negativeSpread: spread, indexPlaces: index } = checks;
  if (!spread || !index) throw new Error("not checked");
  // scipy 1.17.1, 2026-11-21: chi2.sf(27.383434897738955, 7), chi2.sf(62.00501677404871, 70)
  const found = verdict("index of answers", {
    indexPlaces: { ...index, places: chi(27.383434897738955, 7) },
  });
  assertEquals(found?.state, "notice");
  assertEquals(
    found?.text,
    "not spread by chance: χ² 27.4 on 7, p 0.000284, 1000 answers",
  );
  const clear = verdict("negatives, residues", {
    negativeSpread: { ...spread, residues: chi(62.00501677404871, 70) },
  });
  assertEquals(clear?.state, "clear");
  assertEquals(
    clear?.text,
    "spread as by chance: χ² 62.0 on 70, p 0.740974, 1000 negatives",
  );
  const states = [24.3, 24.4, 40.5, 40.6].map((statistic) =>
    verdict("negatives, ranges", { negativeSpread: { ...spread, ranges: chi(statistic, 7) } })
      ?.state
  );
  // chi2.isf(0.001, 7) is 24.32, chi2.isf(0.000001, 7) 40.52
  assertEquals(states, ["clear", "notice", "notice", "fault"]);
  const far = { indexPlaces: { ...index, places: chi(400, 7) } };
  assertEquals(verdict("index of answers", far)?.state, "notice");
});

Deno.test("trustVerdicts() calls a single crossing a fault, and a property of data a notice", () => {
  const answers = shareOf(1, 100), none = shareOf(0, 100);
  const { partsApart, duplicates, laterTraining } = checks;
  const state = (title: string, changed: Partial<TrustChecks>) => verdict(title, changed)?.state;
  assertEquals(state("answers apart", { partsApart: { ...partsApart, answers } }), "fault");
  assertEquals(state("items apart", { partsApart: { ...partsApart, items: answers } }), "fault");
  assertEquals(state("users apart", { partsApart: { ...partsApart, rows: answers } }), "fault");
  assertEquals(state("users apart", { partsApart: { ...partsApart, rows: none } }), "clear");
  assertEquals(state("users apart", { partsApart: { ...partsApart, rows: null } }), "unknown");
  const boundary = { laterTraining: { ...laterTraining, pastBoundary: answers } };
  assertEquals(state("boundary", boundary), "fault");
  assertEquals(state("copied users", { duplicates: { ...duplicates, users: answers } }), "notice");
  assertEquals(state("time ties", { timeTies: none }), "clear");
  assertEquals(state("small pools", { exhausted: null }), "unknown");
});

Deno.test("trustVerdicts() calls untrained candidates a fault of a trained pool alone", () => {
  const { candidatePopularity: popularity } = checks;
  if (!popularity) throw new Error("not checked");
  const of = (pool: "trained" | "catalogue") =>
    verdict("popularity of answers", {
      candidatePopularity: { ...popularity, pool, untrainedOthers: shareOf(1, 9) },
    })?.state;
  assertEquals([of("trained"), of("catalogue")], ["fault", "notice"]);
});

Deno.test("trustVerdicts() tells a leak's worth from 3 standard errors on", () => {
  const { leakedPopularity: leaked } = checks;
  if (!leaked) throw new Error("not checked");
  const found = [0.031, 0.029].map((effect) =>
    verdict("leaked popularity", {
      leakedPopularity: { ...leaked, effect, standardError: 0.01, training: 0.2 },
    })
  );
  assertEquals(found.map((each) => each?.state), ["notice", "clear"]);
  assertEquals(
    found[0]?.text,
    "one that had seen the test part would gain 0.0310 ± 0.0100 NDCG@10 over 0.2000",
  );
});
