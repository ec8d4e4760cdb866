import { assertEquals } from "@std/assert";
import { embedJson } from "./_embed_json.ts";

Deno.test("embedJson() leaves nothing that ends its element, and the same value", () => {
  const value = { "</script>": ["<!--", "<script>", "\u2028", 'a"b\\'], n: null };
  const text = embedJson(value);
  assertEquals(text.includes("<"), false);
  assertEquals(JSON.parse(text), value);
});
