import {
  Ajv2020,
  type AnySchemaObject,
  type ErrorObject,
  type ValidateFunction,
} from "ajv/dist/2020.js";
import { UserError } from "../../core/user_error.ts";
import { migrate } from "./migrate.ts";
import type { Migration } from "./migration.ts";

/**
 * A reader of JSON text that holds it against a schema that describes `T`; the schema is compiled at
 * the first reading. A document of an older version is made one of the newest.
 */
export function parserBy<T>(
  newest: AnySchemaObject,
  { what, older }: { readonly what: string; readonly older: readonly Migration[] },
): (text: string) => T {
  let isValid: ValidateFunction<T> | undefined;
  const refuse = (errors: ValidateFunction["errors"]): never => {
    throw new UserError(`Cannot read the ${what}: ${told(errors?.[0])}`);
  };
  const check = (document: unknown, schema: AnySchemaObject): void => {
    if (schema === newest) return; // at the end, as T
    const isOld = compile(schema);
    if (!isOld(document)) refuse(isOld.errors);
  };
  return (text) => {
    const value = migrate(parsed(text, what), { what, newest, older, check });
    isValid ??= compile<T>(newest);
    return isValid(value) ? value : refuse(isValid.errors);
  };
}

function compile<T>(schema: AnySchemaObject): ValidateFunction<T> {
  return new Ajv2020({ allowUnionTypes: true, verbose: true }).compile<T>(schema);
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
