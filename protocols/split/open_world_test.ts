import { assert, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { UserError } from "../../core/user_error.ts";
import { corpusOfRows } from "../../tests/fixtures/corpus_of_rows.ts";
import { timelineOf, toldRoles } from "../../tests/fixtures/timeline_of.ts";
import { idHashes } from "../id_hashes.ts";
import { orderEvents } from "../order_events.ts";
import type { OpenWorldSplit } from "../protocol.ts";
import { openWorld } from "./open_world.ts";

/** Somebody who overlaps: without one the data is refused. */
const OVERLAPS = "a b c d e a@y b@y c@y d@y e@y";

/** Lines split with rows of 5; of the users with one row all are exposed, or none. */
function split(exposed: 0 | 1, ...lines: string[]) {
  const { timeline, catalogue } = timelineOf(...lines);
  const hashes = {
    user: Uint32Array.from({ length: 2 * lines.length }, (_, i) => i),
    item: new Uint32Array(2 * catalogue.length),
  };
  const rule: OpenWorldSplit = { kind: "open-world", minimumEvents: 5, exposed };
  const result = openWorld(timeline, rule, { catalogue, hashes, seed: 1 });
  return { ...result, told: toldRoles(result.role, timeline) };
}

Deno.test("openWorld() refuses data in which nobody has a row in both domains", () => {
  const message = "Cannot split an open world: no user has 5 events in both domains, expected some";
  assertThrows(() => split(1, "a b c d e", "a@y b@y c@y d@y e@y"), UserError, message);
  assertThrows(() => split(1, "a b c d e a@y b@y c@y d@y"), UserError, message);
  split(1, OVERLAPS);
});

Deno.test("openWorld() drops rows of less than 5 events, and cuts the others apart", () => {
  const { told } = split(1, "a b p@y c q@y d e r@y f", "a@y b@y c@y d@y", OVERLAPS);
  // x: a b c d e f; y: p q r of the first, all of the second
  assertEquals(told.slice(0, 2), ["ttdtdtvdT", "dddd"]);
});

Deno.test("openWorld() hides an answer of one domain from the other's cases", () => {
  const { told, visible } = split(0, "a p@y b q@y c r@y d s@y e t@y");
  assertEquals(told, ["ttttttvvTT"]); // overlapping, so exposed at any share
  assertEquals(visible.join(""), "1111112200");
});

Deno.test("openWorld() neither trains nor validates on who is not exposed", () => {
  const line = "a b c b d e d", hidden = split(0, line, OVERLAPS), shown = split(1, line, OVERLAPS);
  assertEquals([shown.told[0], hidden.told[0]], ["ttttvTd", "bbbbbTd"]);
  assert(!hidden.counted.subarray(0, 6).includes(1) && !shown.counted.includes(0));
  // All of its own events before the answer are in the history.
  assertEquals(hidden.visible.subarray(0, 6).join(""), "222220");
  assertEquals(hidden.slices.unexposed?.join(""), "1".repeat(7) + "0".repeat(10));
  assertEquals(shown.slices.exposed?.join(""), "1".repeat(17));
});

Deno.test("openWorld() trains on an exposed row without two new items, and asks nothing", () => {
  const { told, sequencesWithoutCases } = split(1, "a a b a b", "a a a a a", OVERLAPS);
  assertEquals(told.slice(0, 2), ["ttttt", "ttttt"]);
  assertEquals(sequencesWithoutCases, 2);
  assertEquals(split(0, "a a b a b", OVERLAPS).told[0], "bbbbb");
});

Deno.test("openWorld() knows who overlaps by rows that are kept", () => {
  const { slices } = split(0, "a b c d e p@y", "a b c d e p@y q@y r@y s@y t@y");
  assertEquals(slices.overlapping?.join(""), "0".repeat(6) + "1".repeat(10));
  assertEquals(slices["single-domain"]?.join(""), "1".repeat(6) + "0".repeat(10));
  assertEquals(slices.exposed, slices.overlapping);
});

Deno.test("openWorld() exposes the share that was asked for, the same users and more at a higher one", () => {
  const rows = Array.from({ length: 4000 }, (_, user) => {
    const stream = RandomStream.from(3, "open world", user);
    return Array.from({ length: 5 }, (_, time) => ({
      user: `u${user}`,
      item: `i${stream.below(50)}`,
      domain: user % 2 ? "a" : "b",
      time,
    }));
  });
  const other = rows[0].map((row) => ({ ...row, domain: "a" })); // one overlaps
  const corpus = corpusOfRows([...rows.flat(), ...other]), hashes = idHashes(corpus, 20260601);
  const timeline = orderEvents(corpus, hashes, 20260601);
  const exposed = (share: number): Uint8Array => {
    const rule: OpenWorldSplit = { kind: "open-world", minimumEvents: 5, exposed: share };
    const { catalogue } = corpus;
    const { slices } = openWorld(timeline, rule, { catalogue, hashes, seed: 20260601 });
    return slices.exposed ?? new Uint8Array(0);
  };
  const low = exposed(0.25), high = exposed(0.75);
  assert(low.every((each, row) => each <= high[row]));
  // 4,000 draws: 4 standard deviations are 2.7 %.
  const share = (of: Uint8Array) => of.reduce((sum, each) => sum + each, 0) / of.length;
  assert(Math.abs(share(low) - 0.25) < 0.028 && Math.abs(share(high) - 0.75) < 0.028);
});
