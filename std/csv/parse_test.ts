import { assertEquals, assertThrows } from "../assert/mod.ts";
import { parse, type ParseOptions } from "./mod.ts";

Deno.test("parse() gives rows of text, however lines end, without the empty ones", () => {
  assertEquals(parse("a,b\n\nc,d\r\ne,\n"), [["a", "b"], ["c", "d"], ["e", ""]]);
  assertEquals(parse("\ufeffa,b\rc\r"), [["a", "b\rc"]]);
  assertEquals(parse(" a, b\n,,\n"), [[" a", " b"], ["", "", ""]]);
  assertEquals(parse(""), []);
  assertEquals(parse("a,b\nc"), [["a", "b"], ["c"]]);
});

Deno.test("parse() reads quoted separators, quotes and line breaks", () => {
  assertEquals(parse('"a,b","c""d","e\r\nf",""'), [["a,b", 'c"d', "e\nf", ""]]);
});

Deno.test("parse() follows its options", () => {
  assertEquals(parse("a;b,c", { separator: ";" }), [["a", "b,c"]]);
  assertEquals(parse("#x\na,#b\n", { comment: "#" }), [["a", "#b"]]);
  assertEquals(parse("  a,  b", { trimLeadingSpace: true }), [["a", "b"]]);
  assertEquals(parse('a "b",c', { lazyQuotes: true }), [['a "b"', "c"]]);
  assertEquals(parse("a,b\nc,d", { fieldsPerRecord: 0 }), [["a", "b"], ["c", "d"]]);
});

Deno.test("parse() makes objects where a header or columns name the fields", () => {
  const byHeader: Record<string, string>[] = parse("a,b\n1,2", { skipFirstRow: true });
  assertEquals(byHeader, [{ a: "1", b: "2" }]);
  const byColumns: { x: string; y: string }[] = parse("1,2", { columns: ["x", "y"] });
  assertEquals(byColumns, [{ x: "1", y: "2" }]);
  assertEquals(parse("a,b\n1,2", { skipFirstRow: true, columns: ["x", "y"] }), [
    { x: "1", y: "2" },
  ]);
});

Deno.test("parse() throws a SyntaxError with the line for stray quotes and wrong numbers of fields", () => {
  const cases: [string, ParseOptions, string][] = [
    ['a ""b,c', {}, 'line 1: bare " in non-quoted-field'],
    ['x\n"a "w","b"', {}, 'line 2: extraneous or missing " in quoted-field'],
    ['"a\nb', {}, 'extraneous or missing " in quoted-field'],
    ["a,b\nc", { fieldsPerRecord: 0 }, "line 2: expected 2 fields but got 1"],
    ["a,b", { fieldsPerRecord: 3 }, "line 1: expected 3 fields but got 2"],
  ];
  for (const [text, options, message] of cases) {
    assertThrows(() => parse(text, options), SyntaxError, message);
  }
});

Deno.test("parse() throws for rows that do not fit their header, no header, and bad separators", () => {
  const message = "line 2: The record has 1 fields, but the header has 2 fields";
  assertThrows(() => parse("a,b\n1", { skipFirstRow: true }), Error, message);
  assertThrows(() => parse("", { skipFirstRow: true }), TypeError, "headers must be defined");
  assertThrows(() => parse("a", { separator: '"' }), Error, "invalid delimiter");
  assertThrows(() => parse("a", { separator: "#", comment: "#" }), Error, "invalid delimiter");
});
