import { show } from "./_show.ts";
import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";
import { equal } from "./equal.ts";

/** An array, a typed array or the like, but not a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/**
 * Throws unless every element of `expected` stands, in the sense of {@linkcode equal}, in `actual`.
 *
 * @throws {AssertionError} naming what is missing
 *
 * @example
 * ```ts
 * import { assertArrayIncludes } from "./array_includes.ts";
 * assertArrayIncludes([1, 2, { a: 3 }], [{ a: 3 }, 1]);
 * ```
 */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((each) => !present.some((one) => equal(each, one)));
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: "${show(actual)}" to include: "${show(expected)}"${suffix(msg)}\n` +
      `missing: ${show(missing)}`,
  );
}
