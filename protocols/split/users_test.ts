import { assert, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { UserError } from "../../core/user_error.ts";
import { corpusOfRows, type Row } from "../../tests/fixtures/corpus_of_rows.ts";
import { idHashes } from "../id_hashes.ts";
import { orderEvents } from "../order_events.ts";
import { EventRole } from "./event_role.ts";
import { users } from "./users.ts";

const SEED = 5;

/** Rows split 4:3:3 with target "t", and per sequence what became of it: "user domain: roles". */
function split(rows: readonly Row[], samples: number | null) {
  const corpus = corpusOfRows(rows), { catalogue } = corpus, hashes = idHashes(corpus, SEED);
  const timeline = orderEvents(corpus, hashes, SEED);
  const shares = [4, 3, 3] as const, rule = { kind: "users", shares, historyLength: 64 } as const;
  const result = users(timeline, { ...rule, target: "t", samples }, {
    catalogue,
    hashes,
    seed: SEED,
  });
  const roles = new Map<string, number[]>(), rowsOf = new Map<string, number[]>();
  corpus.users.forEach((user, u) => {
    for (let row = timeline.offsets[u]; row < timeline.offsets[u + 1]; row++) {
      const name = `${user} ${catalogue.domains[catalogue.domain[timeline.item[row]]]}`;
      roles.set(name, [...roles.get(name) ?? [], result.role[row]]);
      rowsOf.set(name, [...rowsOf.get(name) ?? [], row]);
    }
  });
  return { ...result, roles, rowsOf };
}

/** Users with three events in every domain, item by item. */
function log(domains: readonly string[], number: number): Row[] {
  return Array.from(
    { length: number },
    (_, user) =>
      domains.flatMap((domain) =>
        [0, 1, 2].map((time) => ({
          user: `u${user}`,
          item: `i${RandomStream.from(1, user, time).below(9)}`,
          domain,
          time: 10 * time,
        }))
      ),
  ).flat();
}

const { training, validation, test, between, dropped, adaptValidation } = EventRole;
const ofDomain = ({ roles }: { roles: Map<string, number[]> }, domain: string): Set<string> =>
  new Set(
    [...roles].filter(([name]) => name.endsWith(` ${domain}`)).map(([, each]) => each.join()),
  );

Deno.test("users() trains on, validates and leaves a source's users; asks the target's", () => {
  const parts = split(log(["s", "t"], 60), null);
  assertEquals(
    ofDomain(parts, "s"),
    new Set([
      [training, training, training].join(),
      [between, validation, validation].join(),
      [dropped, dropped, dropped].join(),
    ]),
  );
  assertEquals(
    ofDomain(parts, "t"),
    new Set([
      [between, between, between].join(),
      [between, adaptValidation, adaptValidation].join(),
      [between, test, test].join(),
    ]),
  );
  assert(parts.visible.every((each) => each === 2) && !parts.counted.includes(0));
});

Deno.test("users() splits the users of each domain 4:3:3, each domain for itself", () => {
  const { roles } = split(log(["r", "s", "t"], 3000), 0);
  const share = (domain: string, role: number): number =>
    [...roles].filter(([name, each]) => name.endsWith(` ${domain}`) && each[1] === role).length /
    3000;
  // 4 standard deviations of 3,000 draws are 3.6 %.
  for (const [role, wanted] of [[training, 0.4], [validation, 0.3], [dropped, 0.3]]) {
    for (const domain of ["r", "s"]) assert(Math.abs(share(domain, role) - wanted) < 0.036);
  }
  assert(Math.abs(share("t", test) - 0.3) < 0.036);
  const both = Array.from({ length: 3000 }, (_, u) => u).filter((u) =>
    roles.get(`u${u} r`)?.[1] === training && roles.get(`u${u} s`)?.[1] === training
  );
  assert(Math.abs(both.length / 3000 - 0.16) < 0.036); // 0.4 squared: independent
});

Deno.test("users() hangs on the raw user alone: other users and events change nothing", () => {
  const all = log(["s", "t"], 200), half = all.filter(({ user, time }) => user < "u5" && time < 20);
  const whole = split(all, 0).roles, part = split(half, 0).roles;
  for (const [name, each] of part) assertEquals(each, whole.get(name)?.slice(0, 2));
});

Deno.test("users() takes whole users' samples in one order, more of them in a larger arm", () => {
  const rows = log(["s", "t"], 80),
    ones = (of: Uint8Array) => of.reduce((sum, each) => sum + each, 0);
  const arms = [0, 1, 2, 3, 10, null].map((samples) => split(rows, samples).adaptation);
  assertEquals(arms.slice(0, 5).map((arm) => ones(arm?.trainable ?? new Uint8Array())), [
    0,
    1,
    2,
    3,
    10,
  ]);
  // A user's first event is before a sample and is none.
  assertEquals(arms.slice(0, 5).map((arm) => ones(arm?.view ?? new Uint8Array())), [
    0,
    2,
    3,
    5,
    15,
  ]);
  for (let i = 0; i + 1 < arms.length; i++) {
    for (const column of ["view", "trainable"] as const) {
      assert(arms[i]?.[column].every((each, row) => each <= (arms[i + 1]?.[column][row] ?? 0)));
    }
  }
  const { rowsOf, adaptation, role } = split(rows, null);
  for (const [name, own] of rowsOf) {
    const isAdaptedTo = name.endsWith(" t") && own.every((row) => role[row] === between);
    for (const [place, row] of own.entries()) {
      assertEquals(adaptation?.view[row], isAdaptedTo ? 1 : 0);
      assertEquals(adaptation?.trainable[row], isAdaptedTo && place > 0 ? 1 : 0);
    }
  }
});

Deno.test("users() knows as unseen whose user and item are in no event of any source, dropped or not", () => {
  const own = log(["s", "t"], 60);
  const loner = ["i0", "i1", "new"].map((item, time) => ({
    user: "loner",
    item,
    domain: "t",
    time,
  }));
  const rows = [...own, ...loner, { user: "v", item: "i0", domain: "s", time: 1 }];
  const shared = (identity: (item: string) => number) => {
    const corpus = corpusOfRows(rows), hashes = idHashes(corpus, SEED);
    const timeline = orderEvents(corpus, hashes, SEED);
    const catalogue = {
      ...corpus.catalogue,
      identity: Uint32Array.from(corpus.catalogue.rawId, identity),
    };
    const rule = { kind: "users", shares: [4, 3, 3], historyLength: 64, target: "t" } as const;
    const { slices } = users(timeline, { ...rule, samples: 0 }, { catalogue, hashes, seed: SEED });
    const at = timeline.offsets[corpus.users.indexOf("loner")];
    assertEquals(
      slices.unseen?.reduce((sum, each) => sum + each, 0),
      slices.unseen?.subarray(at, at + 3)
        .reduce((sum, each) => sum + each, 0),
    );
    return slices.unseen?.subarray(at, at + 3).join("");
  };
  // Every item of s is one of t where items are shared; else none is.
  assertEquals(shared((item) => item === "new" ? 99 : Number(item.slice(1))), "001");
  let next = 0;
  assertEquals(shared(() => next++), "111");
});

Deno.test("users() counts repeats that stay, and asked sequences of one event", () => {
  const rows = log(["s", "t"], 60);
  const short = Array.from(
    { length: 60 },
    (_, u) => ({ user: `v${u}`, item: "i0", domain: "t", time: 1 }),
  );
  const one = split(rows, null), two = split([...rows, ...short], null);
  assertEquals(one.sequencesWithoutCases, 0);
  const asked = [...two.roles].filter(([name]) => name.startsWith("v")).length;
  assert(two.sequencesWithoutCases > 20 && two.sequencesWithoutCases < asked);
  assertEquals(two.repeats, one.repeats);
});

Deno.test("users() refuses an unknown target, too few users, and a target without samples", () => {
  const fails = (message: string, rows: readonly Row[], samples: number | null = null) =>
    assertThrows(() => split(rows, samples), UserError, message);
  fails(
    'Cannot ask about domain "t": not in the data, expected one of "r", "s"',
    log(["r", "s"], 60),
  );
  fails('Cannot split the users of domain "s" 4:3:3: ', log(["s", "t"], 2));
  const few = log(["s"], 60).concat(log(["t"], 60).filter(({ time }) => time === 0));
  fails('Cannot adapt to domain "t": none of its ', few);
  split(few, 0); // nobody adapts
});
