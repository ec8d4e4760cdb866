import { assert, assertEquals, assertNotEquals } from "@std/assert";
import * as fc from "fast-check";
import { UserError } from "../core/user_error.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { corpusOfRows } from "../tests/fixtures/corpus_of_rows.ts";
import { randomRows } from "../tests/fixtures/random_rows.ts";
import { shuffle } from "./shuffle.ts";
import { trainView } from "./train_view.ts";

const protocol = await loadProtocol("leave-one-out-99@1");

Deno.test("trainView() holds each training event once, by user in time order, shuffled", () => {
  fc.assert(
    fc.property(randomRows(), fc.nat(), (rows, seed) => {
      const corpus = corpusOfRows(rows.map((row, i) => ({ ...row, rating: i % 5 })));
      const task = (() => {
        try {
          return freeze(corpus, protocol);
        } catch (error) {
          fc.pre(!(error instanceof UserError));
          throw error;
        }
      })();
      const map = shuffle(task, seed), view = trainView(task, map);
      const seen: string[] = [], wanted: string[] = [];
      for (let user = 0; user < view.users; user++) {
        const { offsets, item, time, rating } = view.events;
        assert(offsets[user + 1] > offsets[user]);
        for (let row = offsets[user]; row < offsets[user + 1]; row++) {
          assert(row === offsets[user] || time[row] >= time[row - 1]);
          const raw = corpus.catalogue.rawId[map.canonicalItem[item[row]]];
          const domain = view.catalogue.itemDomain[item[row]];
          seen.push([map.canonicalUser[user], raw, domain, time[row], rating?.[row]].join());
        }
      }
      const { timeline, training } = task;
      for (let user = 0; user < corpus.users.length; user++) {
        for (let row = timeline.offsets[user]; row < timeline.offsets[user + 1]; row++) {
          const item = timeline.item[row];
          if (!training[row]) continue;
          const { rawId, domain } = corpus.catalogue;
          wanted.push(
            [user, rawId[item], domain[item], timeline.time[row], timeline.rating?.[row]].join(),
          );
        }
      }
      assertEquals(seen.sort(), wanted.sort());
      const { offsets, count, days, first, item } = view.popularity;
      assertEquals(count.reduce((sum, n) => sum + n, 0), view.events.item.length);
      const counted = new Map<string, number>();
      view.events.item.forEach((each, row) => {
        const key = [Math.floor(view.events.time[row] / (86400 * days)), each].join();
        counted.set(key, (counted.get(key) ?? 0) + 1);
      });
      for (let i = 0; i + 1 < offsets.length; i++) {
        for (let row = offsets[i]; row < offsets[i + 1]; row++) {
          assertEquals(count[row], counted.get([first + i, item[row]].join()));
        }
      }
    }),
    { numRuns: 30, seed: 8 },
  );
});

Deno.test("shuffle() of another run seed is another order", () => {
  const rows = Array.from(
    { length: 30 },
    (_, u) =>
      ["a", "b", "c", "d"].map((item, time) => ({ user: `u${u}`, item: item + (u % 7), time })),
  ).flat();
  const task = freeze(
    corpusOfRows([...rows, ...rows.map((row) => ({ ...row, user: "all" }))]),
    protocol,
  );
  assertNotEquals(shuffle(task, 1).item, shuffle(task, 2).item);
  assertEquals(shuffle(task, 1), shuffle(task, 1));
});
