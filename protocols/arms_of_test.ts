import { assertEquals } from "@std/assert";
import { armsOf } from "./arms_of.ts";
import { loadProtocol } from "./load_protocol.ts";
import { protocolName } from "./protocol_name.ts";

Deno.test("armsOf() puts an arm's values into the split and leaves the rest", async () => {
  const frozen = await loadProtocol("time-split-9@1");
  const [apart, whole, ...more] = armsOf(frozen, ["a", "b"]);
  assertEquals(more, []);
  assertEquals([apart, whole].map(protocolName), [
    "time-split-9@1/overlap-0",
    "time-split-9@1/overlap-100",
  ]);
  const values = [apart, whole].map(({ protocol: { split } }) =>
    split.kind === "time-windows" ? split.overlap : NaN
  );
  assertEquals(values, [0, 1]);
  for (const { sha256, protocol } of [apart, whole]) {
    assertEquals(sha256, frozen.sha256); // of the file, whatever the arm
    assertEquals({ ...protocol, split: {} }, { ...frozen.protocol, split: {} });
  }
});

Deno.test("armsOf() gives a protocol without arms, and an arm, as they are", async () => {
  const frozen = await loadProtocol("global-time-full@1");
  assertEquals(armsOf(frozen, ["a"]), [frozen]);
  const [arm] = armsOf(await loadProtocol("open-world-999@1"), ["a", "b"]);
  assertEquals(armsOf(arm, ["a", "b"]), [arm]);
});

Deno.test("armsOf() pairs every source with every target", async () => {
  const arms = armsOf(await loadProtocol("click-auc@1"), ["a", "b", "c"]);
  assertEquals(arms.map(({ arm }) => arm), ["a→b", "a→c", "b→a", "b→c", "c→a", "c→b"]);
  assertEquals(armsOf(await loadProtocol("click-auc@1"), ["a"]), []);
});
