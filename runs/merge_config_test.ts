import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { mergeConfig } from "./merge_config.ts";

const DEFAULTS = { epochs: 10, loss: "bce", sizes: [1, 2], limit: null, deep: true };

Deno.test("mergeConfig() puts what is chosen over the defaults", () => {
  assertEquals(mergeConfig("m", DEFAULTS, {}), DEFAULTS);
  assertEquals(mergeConfig("m", DEFAULTS, { epochs: 2, limit: 5 }), {
    ...DEFAULTS,
    epochs: 2,
    limit: 5,
  });
});

Deno.test("mergeConfig() refuses unknown keys and values of another kind", () => {
  const refuses = (chosen: Record<string, unknown>, message: string) =>
    assertThrows(() => mergeConfig("m", DEFAULTS, chosen), UserError, message);
  refuses(
    { epoch: 2 },
    'Cannot set "epoch" of method "m": no such config value, expected "epochs"',
  );
  refuses({ epochs: "2" }, 'Cannot set "epochs" of method "m": "2", expected a number');
  refuses({ sizes: 3 }, "expected a list");
  refuses({ toString: 3 }, 'Cannot set "toString"');
});
