import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { chooseArms } from "./choose_arms.ts";
import { loadProtocol } from "./load_protocol.ts";
import { protocolName } from "./protocol_name.ts";

const chosen = async (name: string) => (await chooseArms(name, ["a", "b"])).map(protocolName);

Deno.test("chooseArms() gives the arm that is named, or all", async () => {
  assertEquals(await chosen("open-world-999@1/ku-75"), ["open-world-999@1/ku-75"]);
  assertEquals(await chosen("open-world-999"), [
    "open-world-999@1/ku-25",
    "open-world-999@1/ku-75",
  ]);
  assertEquals(await chosen("leave-one-out-99@1"), ["leave-one-out-99@1"]);
  assertEquals(await chosen("click-auc@1/a->b"), ["click-auc@1/a→b"]);
});

Deno.test("chooseArms() refuses an unknown arm with the arms that there are", async () => {
  const fails = (name: string, message: string) =>
    assertRejects(() => chooseArms(name, ["a", "b"]), UserError, message);
  await fails("open-world-999@1/ku-26", 'Cannot find arm "ku-26" of protocol "open-world-999@1"');
  await fails("open-world-999@1/ku-26", "ku-25");
  await fails("open-world-999@1/", 'expected one of "ku-25", "ku-75"');
  await fails("leave-one-out-99@1/ku-25", "it has none, expected the name alone");
  await fails("click-auc@1/a->c", '"a→b"');
});

Deno.test("chooseArms() refuses data of too few domains for any pair", async () => {
  for (const name of ["click-auc@1", "click-auc@1/a->b"]) {
    await assertRejects(
      () => chooseArms(name, ["a"]),
      UserError,
      'Cannot apply protocol "click-auc@1": the data has 1 domain, expected at least 2',
    );
  }
});

Deno.test("loadProtocol() knows ids with and without a version, and near ones", async () => {
  const { protocol, sha256, arm } = await loadProtocol("time-split-9");
  assertEquals([protocol.id, protocol.version, arm], ["time-split-9", 1, undefined]);
  assertEquals((await loadProtocol("time-split-9@1")).sha256, sha256);
  const fails = (name: string, message: string) =>
    assertRejects(() => loadProtocol(name), UserError, message);
  await fails("time-split-9@2", 'Cannot find protocol "time-split-9@2": expected one like');
  await fails("time-slit-9@1", '"time-split-9@1"');
  await fails("", 'Cannot find protocol ""');
});
