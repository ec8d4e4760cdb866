import {
  Ajv2020,
  type AnySchemaObject,
  type ErrorObject,
  type ValidateFunction,
} from "ajv/dist/2020.js";
import { UserError } from "../../core/user_error.ts";

/**
 * A reader of JSON text that holds it against a schema that describes `T`; the schema is compiled at
 * the first reading.
 */
export function parserBy<T>(schema: AnySchemaObject, what: string): (text: string) => T {
  let isValid: ValidateFunction<T> | undefined;
  return (text) => {
    const value = parsed(text, what);
    isValid ??= new Ajv2020({ allowUnionTypes: true, verbose: true }).compile<T>(schema);
    if (isValid(value)) return value;
    throw new UserError(`Cannot read the ${what}: ${told(isValid.errors?.[0])}`);
  };
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new UserError(`Cannot read the ${what}: ${reason}, expected JSON`);
  }
}

/** What the first problem is, where, and what was wanted. */
function told(error: ErrorObject | undefined): string {
  if (!error) return "$ is of another shape";
  const { instancePath, data, params, message = "must be of another shape" } = error;
  const place = `$${instancePath.replaceAll("/", ".")}`;
  if ("missingProperty" in params) {
    return `${place} is without "${params.missingProperty}", expected one`;
  }
  if ("additionalProperty" in params) {
    return `${place} is with "${params.additionalProperty}", expected none of that name`;
  }
  const json = JSON.stringify(data) ?? "nothing";
  const shown = json.length > 60 ? `${json.slice(0, 59)}…` : json;
  return `${place} is ${shown}, expected ${message.replace(/^must (be )?/, "")}`;
}
