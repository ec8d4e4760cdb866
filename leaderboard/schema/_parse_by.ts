import { UserError } from "../../core/user_error.ts";
import { type Schema, schemaProblem } from "./_schema_problem.ts";

/** Parses JSON text and holds it against a schema that describes `T`. */
export function parseBy<T>(text: string, schema: Schema, what: string): T {
  const value = parsed(text, what);
  if (!describes<T>(schema, value)) {
    throw new UserError(`Cannot read the ${what}: ${schemaProblem(value, schema)}`);
  }
  return value;
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new UserError(`Cannot read the ${what}: ${reason}, expected JSON`);
  }
}

function describes<T>(schema: Schema, value: unknown): value is T {
  return schemaProblem(value, schema) === undefined;
}
