import type { Row } from "../fixtures/corpus_of_rows.ts";
import type { Draws } from "./_draws.ts";
import type { Event } from "./_model.ts";

const ENCODER = new TextEncoder(), encoded = new Map<string, Uint8Array>();

/** Texts in the order of their UTF-8 bytes. */
export function byBytes(a: string, b: string): number {
  const one = bytesOf(a), two = bytesOf(b);
  for (let i = 0; i < Math.min(one.length, two.length); i++) {
    if (one[i] !== two[i]) return one[i] - two[i];
  }
  return one.length - two.length;
}

/** A text's bytes, which a sort asks for again and again. */
function bytesOf(text: string): Uint8Array {
  const bytes = encoded.get(text) ?? ENCODER.encode(text);
  encoded.set(text, bytes);
  return bytes;
}

/** Every user's different events in order, users too; repeats are marked, and all is training. */
export function sequences(rows: readonly Row[], draws: Draws): Map<string, Event[]> {
  const users = new Map<string, Event[]>(), met = new Set<string>();
  const names = [...new Set(rows.map(({ user }) => user))].sort(byBytes);
  for (const name of names) users.set(name, []);
  // Of exact duplicates the highest rating counts.
  const best = [...rows].sort((a, b) => (b.rating ?? 0) - (a.rating ?? 0));
  for (const { user, item, time, domain = "items", rating = 0 } of best) {
    const name = JSON.stringify([user, domain, item, time]);
    if (met.has(name)) continue;
    met.add(name);
    users.get(user)?.push({ user, item, domain, time, rating, repeat: false, role: "training" });
  }
  for (const events of users.values()) {
    const tie = new Map(events.map((event) => [event, draws.tie(event)]));
    events.sort((a, b) => {
      const [one, two] = [tie.get(a) ?? [], tie.get(b) ?? []];
      return a.time - b.time || one[0] - two[0] || one[1] - two[1] ||
        byBytes(a.domain, b.domain) || byBytes(a.item, b.item);
    });
    events.forEach((event, i) => {
      event.repeat = events.slice(0, i)
        .some(({ item, domain }) => item === event.item && domain === event.domain);
    });
  }
  return users;
}
