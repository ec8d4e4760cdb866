import { assertEquals } from "@std/assert";
import { sequenceWindows } from "@permafrost/bench/nn";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { splitView } from "./_split_view.ts";
import { viewsOf } from "./_views.ts";

// Even items are of domain 0, odd ones of domain 1; 8 is the start token.
const START = 8, catalogue = buildCatalogue(8, { domains: 2 });
const view = buildTrainView([[0, 1, 2, 4, 3, 6], [5, 7]], catalogue), split = splitView(view);

function views(keep: "last" | "all", length: number) {
  const windows = sequenceWindows(view, { length, keep });
  const chosen = windows.user.map((_, at) => at);
  return viewsOf(view, split, { windows, chosen, length, keep, start: START });
}

Deno.test("splitView() is a sequence per user and domain", () => {
  assertEquals([...catalogue.itemDomain.slice(0, 4)], [0, 1, 0, 1]);
  assertEquals([...split.events.offsets], [0, 4, 6, 6, 8]);
  assertEquals([...split.events.item], [0, 2, 4, 6, 1, 3, 5, 7]);
  assertEquals([...split.row], [0, 2, 3, 5, 1, 4, 6, 7]);
});

Deno.test("viewsOf() asks in a domain's own sequence for what the merged one asks", () => {
  const { cross, single, domain, common } = views("all", 9);
  assertEquals([...cross.target], [0, 1, 2, 4, 3, 6, 5, 7]);
  assertEquals([...single.target], [0, 2, 4, 6, 1, 3, 5, 7]);
  assertEquals([...domain], [0, 0, 0, 0, 1, 1, 1, 1]);
  assertEquals([...common], [0, 2, 3, 5, 1, 4, 6, 7]);
  assertEquals([...single.user], [0, 0, 0, 0, 0, 0, 1, 1]);
  const input = Array.from(single.position, (at) => single.input[at]);
  assertEquals(input, [START, 0, 2, 4, START, 1, START, 5]);
});

Deno.test("viewsOf() pairs the states that have just read the same item", () => {
  const { cross, single, pairs } = views("all", 9);
  const read = (batch: typeof cross, at: number): number => batch.input[batch.position[at]];
  assertEquals(Array.from(pairs.cross, (at) => read(cross, at)), [0, 2, 4, 1, 5]);
  assertEquals(Array.from(pairs.single, (at) => read(single, at)), [0, 2, 4, 1, 5]);
});

Deno.test("viewsOf() lets a domain's sequence reach behind a window, but asks within it", () => {
  // Windows of user 0: 0 1 2 and 4 3 6; of user 1: 5 7.
  const { single, domain, common } = views("all", 3);
  assertEquals([...single.target].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(common.includes(-1), false);
  const asked = [...single.target.keys()].find((at) => single.target[at] === 3) ?? -1;
  // 3 is the first event of domain 1 in its window; 1 stands in the window before.
  assertEquals(single.input[single.position[asked]], 1);
  assertEquals(domain[asked], 1);
});

Deno.test("viewsOf() of last windows asks a domain's sequence for all of its own last events", () => {
  const { cross, single, common } = views("last", 3);
  assertEquals([...cross.target], [4, 3, 6, 5, 7]);
  // The last three of each domain: 2 and 1 are not in the merged window.
  assertEquals([...single.target], [2, 4, 6, 1, 3, 5, 7]);
  assertEquals([...common], [-1, 0, 2, -1, 1, 3, 4]);
});
