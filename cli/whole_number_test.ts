import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { wholeNumber } from "./whole_number.ts";

Deno.test("wholeNumber() takes 1 to 1,000,000", () => {
  assertEquals(["1", "12", "1000000"].map((value) => wholeNumber("jobs", value)), [1, 12, 1000000]);
});

Deno.test("wholeNumber() takes zeros in front", () => {
  assertEquals(wholeNumber("jobs", "007"), 7);
});

for (
  const value of ["0", "1000001", "-1", "+1", "1.5", "1e3", "0x10", " 1", "", "two", "Infinity"]
) {
  Deno.test(`wholeNumber() refuses "${value}"`, () => {
    const error = assertThrows(() => wholeNumber("jobs", value), UserError);
    assertEquals(
      error.message,
      `Cannot use --jobs "${value}": not a whole number, expected 1 … 1000000`,
    );
  });
}
