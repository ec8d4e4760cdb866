import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { sampleBatches } from "../../nn/batching/sample_batches.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { Observations } from "./_observations.ts";
import { type RatedPairs, ratedPairs, unobservedFor } from "./_rated_pairs.ts";

// Even items are of domain 0, odd ones of domain 1; item 22 is in no event.
const catalogue = buildCatalogue(24, { domains: 2 });
const sequences = [[0, 1, 2, 4], [6, 8, 10, 12, 14], [1, 3], [16, 18, 20, 5, 7]];
const train = buildTrainView(sequences, catalogue);
const options = { domain: 0, negatives: 1, seed: 1 };

/** All batches of an epoch as pairs. */
function pairsOf(view: typeof train, observations: Observations, unobserved = 4): RatedPairs[] {
  const sizes = { batchSize: 2, seed: 1, epoch: 0, domain: 0 };
  const batches = [...sampleBatches(view, sizes)];
  return batches.map((batch) =>
    ratedPairs(batch, {
      view,
      observations,
      batches: batches.length,
      unobserved,
      random: batch.random("unobserved"),
    })
  );
}

Deno.test("O has the positives and the sampled negatives of exposed users, and D their pool", () => {
  const { events, users, negatives, starts, observed, all } = new Observations(train, options);
  assertEquals([...users], [0, 0, 0, 1, 1, 1, 1, 1, 3, 3, 3]);
  assertEquals([...starts], [...Array(12).keys()]);
  assertEquals(observed, 22);
  // Three exposed users × the eleven items that training met; user 2 was never exposed here.
  assertEquals(all, 33);
  users.forEach((user, event) => {
    for (const item of negatives.subarray(starts[event], starts[event + 1])) {
      assert(item % 2 === 0 && item !== 22 && !sequences[user].includes(item), `${item}`);
    }
    assertEquals(train.events.item[events[event]] % 2, 0);
  });
  for (const user of [0, 1, 3]) {
    const own = [...users.keys()].filter((event) => users[event] === user);
    const drawn = own.map((event) => negatives[event]);
    assertEquals(new Set(drawn).size, drawn.length, "none twice");
  }
});

Deno.test("where a user has nearly everything, the other items are dealt to the events evenly", () => {
  const observations = new Observations(train, { ...options, negatives: 50 });
  const { users, starts, all, observed } = observations;
  assertEquals(observed, all);
  users.forEach((user, event) => {
    const share = (11 - (user === 1 ? 5 : 3)) / (user === 1 ? 5 : 3);
    const count = starts[event + 1] - starts[event];
    assert(count === Math.floor(share) || count === Math.ceil(share), `${count} of ${share}`);
    assertEquals(observations.free(event), 0);
  });
});

Deno.test("negatives hang on the seed; only events with a label above 0 bring some", () => {
  const drawn = (
    seed: number,
    view = train,
  ) => [...new Observations(view, { ...options, seed }).negatives];
  assertEquals(drawn(1), drawn(1));
  assert(drawn(1).join() !== drawn(2).join());
  const label = train.label.map((_, row) => row === 0 ? 1 : 0);
  assertEquals(drawn(1, { ...train, label }).length, 1);
});

Deno.test("unobserved pairs are the items that a user has in no other way", () => {
  const observations = new Observations(train, options);
  const { users, starts, negatives } = observations;
  users.forEach((user, event) => {
    const events = [...users.keys()].filter((at) => users[at] === user);
    const taken = [...sequences[user]].concat(
      ...events.map((at) => [...negatives.subarray(starts[at], starts[at + 1])]),
    );
    const free = Array.from(
      { length: observations.free(event) },
      (_, pair) => observations.unobserved(event, pair),
    );
    const expected = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20].filter((item) =>
      !taken.includes(item)
    );
    assertEquals(free, expected);
    assertEquals(observations.eventsOfUser(event), events.length);
  });
});

Deno.test("pairs have the context, rating and o of their stratum", () => {
  const label = train.label.map((_, row) => row === 1 ? 0 : 1), view = { ...train, label };
  const observations = new Observations(view, options);
  for (const { row, item, rating, observed, user, history } of pairsOf(view, observations)) {
    item.forEach((each, pair) => {
      const sequence = sequences[user[row[pair]]];
      const [from, to] = [history.offsets[row[pair]], history.offsets[row[pair] + 1]];
      assertEquals([...history.item.subarray(from, to)], sequence.slice(0, to - from));
      const isPositive = sequence[to - from] === each;
      assertEquals(rating[pair], isPositive ? 1 : 0);
      if (isPositive) assertEquals(observed[pair], 1);
      else assert(!sequence.includes(each));
    });
  }
});

Deno.test("sums over the strata are means over O and D", () => {
  const observations = new Observations(train, options);
  // Four draws per event are many more than there are pairs: their mean is the mean of all.
  const value = (item: number) => Math.sin(item);
  let overO = 0, overD = 0, expectedO = 0, expectedD = 0;
  const rounds = 400, stream = RandomStream.from(1, "rounds");
  const batches = [...sampleBatches(train, { batchSize: 2, seed: 1, epoch: 0, domain: 0 })];
  for (let round = 0; round < rounds; round++) {
    for (const batch of batches) {
      const pairs = ratedPairs(batch, {
        view: train,
        observations,
        batches: batches.length,
        unobserved: 4,
        random: stream,
      });
      pairs.item.forEach((item, pair) => {
        overO += value(item) * pairs.overObserved[pair] / batches.length / rounds;
        overD += value(item) * pairs.overAll[pair] / batches.length / rounds;
      });
    }
  }
  for (const [event, row] of observations.events.entries()) {
    expectedO += value(train.events.item[row]);
    const { starts, negatives } = observations;
    for (const each of negatives.subarray(starts[event], starts[event + 1])) {
      expectedO += value(each);
    }
  }
  for (let user = 0; user < 3; user++) {
    for (let item = 0; item <= 20; item += 2) expectedD += value(item);
  }
  assertAlmostEquals(overO, expectedO / observations.observed, 1e-4);
  assertAlmostEquals(overD, expectedD / observations.all, 5e-3);
});

Deno.test("pairs that nobody observed are drawn where a loss asks for them", () => {
  assertEquals(unobservedFor("observed", "none"), 0);
  for (const estimator of ["doubly-robust", "ips", "naive"] as const) {
    assert(unobservedFor("observed", estimator) > 0);
    assertEquals(unobservedFor("debiased", estimator) > 0, estimator === "doubly-robust");
  }
  const observations = new Observations(train, options);
  for (const { observed } of pairsOf(train, observations, 0)) {
    assert(observed.every((each) => each === 1));
  }
});
