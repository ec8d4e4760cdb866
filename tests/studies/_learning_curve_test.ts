import { assertEquals } from "@std/assert";
import type { Entrant } from "./_arena.ts";
import { learningCurve } from "./_learning_curve.ts";

function entrant(label: string, ...seeds: number[][]): Entrant {
  const length = seeds[0].length;
  return {
    label,
    domains: ["toys"],
    user: new Uint32Array(length),
    domain: new Uint8Array(length),
    headline: new Uint8Array(length).fill(1),
    slices: {},
    values: seeds.map((values) => Float64Array.from(values)),
    results: [],
    seconds: [],
  };
}

Deno.test("learningCurve() gives mean and standard error over run seeds, and tells where it falls", () => {
  const table = learningCurve([
    // Means of the seeds .2 and .4: mean .3, deviation .1414, standard error .1.
    { samples: "none", entrants: [entrant("a", [0.1, 0.3], [0.4, 0.4])] },
    { samples: "10", entrants: [entrant("a", [0.2], [0.2]), entrant("b", [0.5], [0.5])] },
    { samples: "all", entrants: [entrant("a", [0.19], [0.19]), entrant("b", [0.6], [0.6])] },
  ]);
  assertEquals(table.split("\n"), [
    "| samples | a | b |",
    "| ---: | ---: | ---: |",
    "| none | .3000 ± .1000 | – |",
    "| 10 | .2000 ± .0000 | .5000 ± .0000 |",
    "| all | .1900 ± .0000 falls | .6000 ± .0000 |",
  ]);
});

Deno.test("learningCurve() counts headline cases alone", () => {
  const odd = { ...entrant("a", [0.2, 1]), headline: Uint8Array.of(1, 0) };
  assertEquals(
    learningCurve([{ samples: "10", entrants: [odd] }]).endsWith("| .2000 |"),
    true,
  );
});

Deno.test("learningCurve() claims no error and no fall by one run seed", () => {
  const table = learningCurve([
    { samples: "10", entrants: [entrant("a", [0.2], [0.2])] },
    { samples: "100", entrants: [entrant("a", [0.1])] },
  ]);
  assertEquals(table.split("\n").slice(2), ["| 10 | .2000 ± .0000 |", "| 100 | .1000 |"]);
});
