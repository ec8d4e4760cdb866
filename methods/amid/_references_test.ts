import { assert, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { chooseReferences, loadReferences, referencesOf, saveReferences } from "./_references.ts";
import { pick, planOf, sequencesOf } from "./_sequences.ts";

// Even items are of domain 0, odd ones of domain 1.
const catalogue = buildCatalogue(10, { domains: 2 });
const view = buildTrainView([[0, 1, 2, 4], [6, 8], [1, 3, 5], []], catalogue);
const options = { size: 3, length: 2, seed: 1 };
const start = 10, cut = { length: 4, start, fit: true };

Deno.test("reference users are those of the domain, with their last events there", () => {
  const [even, odd] = chooseReferences(view, options);
  assertEquals([[...even.user], [...odd.user]], [[0, 1, -1], [0, 2, -1]]);
  assertEquals([even.slots, odd.slots], [2, 2]);
  assertEquals([...even.history.item], [2, 4, 6, 8]);
  assertEquals([...odd.history.item], [1, 3, 5]);
  assertEquals([...odd.history.offsets], [0, 1, 3, 3]);
});

Deno.test("a sample of them hangs on the seed, and is saved and loaded", () => {
  const many = buildTrainView(Array.from({ length: 40 }, (_, user) => [user % 10, 0]), catalogue);
  const chosen = (seed: number) => chooseReferences(many, { ...options, seed });
  assertEquals(chosen(1), chosen(1));
  assert(chosen(1)[0].user.join() !== chosen(2)[0].user.join());
  assertEquals(loadReferences(saveReferences(chosen(1), 2), 2), chosen(1));
});

Deno.test("what float32 cannot save is refused", () => {
  assertThrows(
    () => chooseReferences({ ...view, users: 2 ** 24 + 1 }, options),
    RangeError,
    "Cannot save 16777217 users: expected at most 16777216",
  );
});

Deno.test("a plan has a user's sequences by domain, and the group without herself", () => {
  const references = new Map([[1, chooseReferences(view, options)[1]]]);
  const history = pick(view.events, [0, 1, 2]), { itemDomain } = catalogue;
  const asked = { domain: 0, references, itemDomain, cut };
  const { own, others: [other] } = planOf({ history, user: [0, 1, -1] }, asked);
  assertEquals([...own.input], [10, 0, 2, 4, 10, 6, 8, 10, 10, 10, 10, 10]);
  assertEquals([...own.present], [1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0]);
  // The start token counts where there is nothing else.
  assertEquals([...own.counted], [0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 0]);
  // Reference users 0 and 2; the third asks as somebody whom training does not know.
  assertEquals([...other.mayJoin], [0, 1, 1, 1, 1, 1]);
  assertEquals([...other.group.input], [10, 1, 10, 10, 3, 5]);
  assertEquals([[...other.slot], other.scale], [[0, 1], 1]);
  assertEquals([...other.place], [1, 0, 2]);
  assertEquals([...other.same.input], [10, 1, 10, 10, 10, 1, 3, 5]);
});

Deno.test("a sample of the slots stands for all of them", () => {
  const references = new Map([[1, chooseReferences(view, options)[1]]]);
  const users = { history: pick(view.events, [0]), user: [0] }, { itemDomain } = catalogue;
  const met = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const sample = { count: 1, random: RandomStream.from(seed, "slots") };
    const { others: [{ slot, scale, mayJoin, group }] } = planOf(users, {
      ...{ domain: 0, references, itemDomain, cut, sample },
    });
    assertEquals([scale, group.size], [2, 1]);
    met.add(`${slot} ${mayJoin}`);
  }
  assertEquals([...met].sort(), ["0 0", "1 1"]);
});

Deno.test("a domain that nobody was in has one empty slot, whom nobody joins", () => {
  const references = new Map([[1, referencesOf(new Int32Array(3).fill(-1), [])]]);
  const users = { history: pick(view.events, [1]), user: [1] }, { itemDomain } = catalogue;
  const { others: [other] } = planOf(users, { domain: 0, references, itemDomain, cut });
  assertEquals([...other.mayJoin], [0]);
  assertEquals([...other.group.counted], [1]);
  assertEquals([[...other.place], [...other.same.input]], [[0], [10]]);
});

Deno.test("sequencesOf() counts items, or a lone start token", () => {
  const { counted, present } = sequencesOf(pick(view.events, [3, 1]), cut);
  assertEquals([...present], [1, 0, 0, 1, 1, 1]);
  assertEquals([...counted], [1, 0, 0, 0, 1, 1]);
});
