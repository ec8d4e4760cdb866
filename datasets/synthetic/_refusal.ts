import { UserError } from "../../core/user_error.ts";

/** The error for a value that cannot stand at a path. */
export function refusal(path: string, value: unknown, wanted: string): UserError {
  const is = value === undefined ? "missing" : JSON.stringify(value);
  return new UserError(`Cannot use tundra config "${path || "config"}": ${is}, expected ${wanted}`);
}
