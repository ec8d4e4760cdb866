import { assertEquals } from "@std/assert";
import { timelineOf } from "../../tests/fixtures/timeline_of.ts";
import { eachSequence } from "./each_sequence.ts";

function told(by: "user" | "user-domain", ...lines: string[]): string[] {
  const { timeline, catalogue: { domain } } = timelineOf(...lines);
  return Array.from(
    eachSequence(timeline, { by, domain }),
    ({ user, rows }) => `${user}: ${rows.join(" ")}`,
  );
}

Deno.test("eachSequence() gives a user's events over all domains", () => {
  assertEquals(told("user", "a@x b@y c@x", "b@y"), ["0: 0 1 2", "1: 3"]);
});

Deno.test("eachSequence() gives a user's events in each domain, as the domains are met", () => {
  assertEquals(told("user-domain", "b@y a@x c@y", "a@x", "b@y a@x"), [
    "0: 0 2",
    "0: 1",
    "1: 3",
    "2: 4",
    "2: 5",
  ]);
});

Deno.test("eachSequence() passes users without events", () => {
  const timeline = {
    length: 1,
    offsets: Uint32Array.of(0, 0, 1, 1),
    item: new Uint32Array(1),
    time: new Float64Array(1),
  };
  for (const by of ["user", "user-domain"] as const) {
    const users = Array.from(
      eachSequence(timeline, { by, domain: new Uint8Array(1) }),
      ({ user }) => user,
    );
    assertEquals(users, [1]);
  }
});
