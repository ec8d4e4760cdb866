import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";
import { assertIsError } from "./is_error.ts";

/** Any error class. */
export type ErrorConstructorOf<E extends Error> = abstract new (...args: never[]) => E;

/** What `assertThrows` and `assertRejects` ask of an error, from their overloaded arguments. */
export interface Wanted<E extends Error> {
  /** The class, where one was given. */
  readonly ErrorClass?: ErrorConstructorOf<E> | undefined;
  /** What the message must include. */
  readonly msgIncludes?: string | undefined;
  /** What the caller adds to our message. */
  readonly msg?: string | undefined;
}

/** Sorts the arguments: a string in the first place is the caller's message. */
export function wanted<E extends Error>(
  first: ErrorConstructorOf<E> | string | undefined,
  second: string | undefined,
  msg: string | undefined,
): Wanted<E> {
  return typeof first === "string"
    ? { msg: first }
    : { ErrorClass: first, msgIncludes: second, msg };
}

/** Throws unless what was thrown is what was wanted; with no class given, anything will do. */
export function checkThrown<E extends Error>(
  error: unknown,
  verb: "thrown" | "rejected",
  { ErrorClass, msgIncludes, msg }: Wanted<E>,
): void {
  if (!ErrorClass) return;
  if (!(error instanceof Error)) {
    throw new AssertionError(`A non-Error object was ${verb}${suffix(msg)}`);
  }
  assertIsError(error, ErrorClass, msgIncludes, msg);
}
