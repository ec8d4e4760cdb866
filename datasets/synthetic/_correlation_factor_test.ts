import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UserError } from "../../core/user_error.ts";
import { correlationFactor } from "./_correlation_factor.ts";

Deno.test("correlationFactor() gives the known factor of two domains", () => {
  assertEquals(
    correlationFactor([[1, 0.6], [0.6, 1]], ["a", "b"]),
    Float64Array.of(1, 0, 0.6, 0.8),
  );
});

Deno.test("correlationFactor() gives equal rows for correlation 1 and unit rows for 0", () => {
  assertEquals(correlationFactor([[1, 1], [1, 1]], ["a", "b"]), Float64Array.of(1, 0, 1, 0));
  assertEquals(correlationFactor([[1, 0], [0, 1]], ["a", "b"]), Float64Array.of(1, 0, 0, 1));
});

Deno.test("correlationFactor() times its transpose is the matrix, or the matrix is refused", () => {
  const cell = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
  let factored = 0, refused = 0;
  fc.assert(
    fc.property(cell, cell, cell, (a, b, c) => {
      const matrix = [[1, a, b], [a, 1, c], [b, c, 1]];
      const determinant = 1 + 2 * a * b * c - a * a - b * b - c * c;
      if (determinant < -1e-6) {
        refused++;
        assertThrows(() => correlationFactor(matrix, ["a", "b", "c"]), UserError, "semi-definite");
      } else if (determinant > 1e-6) {
        factored++;
        const factor = correlationFactor(matrix, ["a", "b", "c"]);
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) {
            let sum = 0;
            for (let k = 0; k < 3; k++) sum += factor[3 * i + k] * factor[3 * j + k];
            assertAlmostEquals(sum, matrix[i][j], 1e-12);
          }
        }
      }
    }),
    { seed: 1, numRuns: 300 },
  );
  assertEquals(factored > 50 && refused > 50, true);
});
