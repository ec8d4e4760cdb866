import { assertEquals } from "@std/assert";
import { markup } from "./_markup.ts";

Deno.test("markup() escapes what stands in it, in text and in attributes", () => {
  const hostile = `</script><img src=x onerror='alert("1 & 2")'>`;
  const safe = "&lt;/script&gt;&lt;img src=x onerror=&#39;alert(&quot;1 &amp; 2&quot;)&#39;&gt;";
  assertEquals(markup`<p title="${hostile}">${hostile}</p>`.text, `<p title="${safe}">${safe}</p>`);
});

Deno.test("markup() takes HTML, lists and numbers, and leaves nothing out of nothing", () => {
  const items = ["a<", 0].map((each) => markup`<li>${each}</li>`);
  assertEquals(
    markup`<ul>${items}${null}${false}${undefined}</ul>`.text,
    "<ul><li>a&lt;</li><li>0</li></ul>",
  );
});
