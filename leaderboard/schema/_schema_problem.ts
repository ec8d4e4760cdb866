/** The part of JSON Schema (draft 2020-12) that this folder's schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/**
 * The first thing by which a JSON value breaks a schema, as `<path> is <what>, expected <what>`;
 * undefined if it holds. The published schema is thereby the one that reading goes by; the tests
 * compare it with a complete validator.
 */
export function schemaProblem(
  value: unknown,
  schema: Schema,
  { root = schema, path = "$" }: { readonly root?: Schema; readonly path?: string } = {},
): string | undefined {
  const says = (expected: string) => `${path} is ${brief(value)}, expected ${expected}`;
  if (schema.$ref !== undefined) {
    const named = root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? {};
    const problem = schemaProblem(value, named, { root, path });
    if (problem) return problem;
  }
  if (schema.const !== undefined && value !== schema.const) return says(brief(schema.const));
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return says(schema.enum.map(brief).join(" or "));
  }
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return says(types.join(" or "));
  if (typeof value === "string" && !new RegExp(schema.pattern ?? "", "u").test(value)) {
    return says(`a match of ${schema.pattern}`);
  }
  if (typeof value === "number") {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (value < minimum || value > maximum) return says(`${minimum} … ${maximum}`);
  }
  if (Array.isArray(value)) return listProblem(value, schema, { root, path });
  if (typeof value === "object" && value !== null) {
    return objectProblem(value, schema, { root, path });
  }
  return undefined;
}

function listProblem(
  list: readonly unknown[],
  { items = {}, minItems = 0, maxItems = Infinity, uniqueItems = false }: Schema,
  { root, path }: { readonly root: Schema; readonly path: string },
): string | undefined {
  if (list.length < minItems || list.length > maxItems) {
    return `${path} is a list of ${list.length}, expected ${minItems} … ${maxItems}`;
  }
  if (uniqueItems && new Set(list).size < list.length) {
    return `${path} is a list with something twice, expected everything once`;
  }
  for (const [i, each] of list.entries()) {
    const problem = schemaProblem(each, items, { root, path: `${path}[${i}]` });
    if (problem) return problem;
  }
  return undefined;
}

function objectProblem(
  value: object,
  { properties = {}, required = [], additionalProperties = true }: Schema,
  { root, path }: { readonly root: Schema; readonly path: string },
): string | undefined {
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `${path} is without "${missing}", expected one`;
  for (const [key, each] of Object.entries(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known === false) return `${path} is with "${key}", expected none of that name`;
    if (known === true) continue;
    const problem = schemaProblem(each, known, { root, path: `${path}.${key}` });
    if (problem) return problem;
  }
  return undefined;
}

function isOf(type: string, value: unknown): boolean {
  const name: string = typeof value;
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return name === type;
  }
}

/** A value in a message: whole if it is short. */
function brief(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
