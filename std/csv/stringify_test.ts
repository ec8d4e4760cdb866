import { assertEquals, assertThrows } from "../assert/mod.ts";
import { parse, stringify } from "./mod.ts";

Deno.test("stringify() ends lines with CR LF and quotes only what must be", () => {
  assertEquals(
    stringify([["a", "b,c", 'd"e', "f\ng", " h "], [1, true, null, undefined, { k: 1 }]]),
    'a,"b,c","d""e","f\ng", h \r\n1,true,,,"{""k"":1}"\r\n',
  );
  assertEquals(stringify([]), "");
  assertEquals(stringify([["a\tb", "c,d"]], { separator: "\t" }), '"a\tb"\tc,d\r\n');
  assertEquals(stringify([["a"]], { bom: true }), "\ufeffa\r\n");
});

Deno.test("stringify() takes columns by name, index, path or details, with or without a header", () => {
  const data = [{ id: 1, runs: [{ seed: 5 }] }];
  const columns = ["id", { prop: ["runs", 0, "seed"], header: "first seed" }, ["runs", 0]];
  assertEquals(
    stringify(data, { columns }),
    'id,first seed,0\r\n1,5,"{""seed"":5}"\r\n',
  );
  assertEquals(stringify(data, { columns: ["id"], headers: false }), "1\r\n");
  assertEquals(stringify([["a", "b"]], { columns: [1] }), "1\r\nb\r\n");
  assertEquals(stringify([], { columns: ["id"] }), "id\r\n");
});

Deno.test("stringify() refuses objects without columns, names on arrays, and a quote as separator", () => {
  assertThrows(() => stringify([{ a: 1 }]), TypeError, "No property accessor");
  assertThrows(() => stringify([[1]], { columns: ["a"] }), TypeError, 'not of type "number"');
  assertThrows(() => stringify([[1]], { separator: '"' }), TypeError, "separator");
});

Deno.test("parse() reads back what stringify() wrote", () => {
  const rows = [["a", "", "x,y"], ["1\n2", '"', "ü"]];
  assertEquals(parse(stringify(rows)), rows);
});
