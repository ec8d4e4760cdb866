import { UserError } from "../core/user_error.ts";
import { checkMapping } from "./_columns.ts";
import type { DatasetEntry } from "./dataset_entry.ts";

/**
 * The entry that a `dataset.json` describes, checked field by field.
 *
 * @throws {UserError} naming the file and the field
 */
export function readEntry(id: string, json: string): DatasetEntry {
  const value = parse(id, json);
  const text = (field: string): string => {
    const found = value[field];
    if (typeof found === "string" && found !== "") return found;
    throw refusal(id, `"${field}" is ${JSON.stringify(found) ?? "missing"}, expected text`);
  };
  const only = (...fields: string[]) => {
    const stray = Object.keys(value).find((field) => !fields.includes(field));
    if (stray) throw refusal(id, `unknown field "${stray}", expected ${fields.join(", ")}`);
  };
  const title = text("title"), sha256 = text("sha256");
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw refusal(id, `"sha256" is "${sha256}", expected 64 hexadecimal digits`);
  }
  if (value.kind === "synthetic") {
    only("kind", "generator", "title", "config", "sha256");
    if (value.generator !== "tundra") {
      throw refusal(id, `"generator" is ${JSON.stringify(value.generator)}, expected "tundra"`);
    }
    return { id, kind: "synthetic", generator: "tundra", title, config: value.config, sha256 };
  }
  if (value.kind !== "file") {
    throw refusal(id, `"kind" is ${JSON.stringify(value.kind)}, expected "synthetic" or "file"`);
  }
  only(
    "kind",
    "title",
    "path",
    "url",
    "sha256",
    "columns",
    "sharedItems",
    "licence",
    "citation",
  );
  if ((value.path === undefined) === (value.url === undefined)) {
    throw refusal(id, 'both or neither of "path" and "url", expected one of them');
  }
  const { columns = {}, sharedItems = false } = value;
  if (!isRecord(columns) || typeof sharedItems !== "boolean") {
    throw refusal(
      id,
      '"columns" or "sharedItems" of another type, expected an object and a boolean',
    );
  }
  checkMapping(columns);
  return {
    id,
    kind: "file",
    title,
    ...(value.path === undefined ? { url: text("url") } : { path: text("path") }),
    sha256,
    columns,
    sharedItems,
    licence: text("licence"),
    citation: text("citation"),
  };
}

function parse(id: string, json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch (error) {
    throw refusal(id, `${error instanceof Error ? error.message : error}, expected JSON`);
  }
  throw refusal(id, "no JSON object, expected one");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refusal(id: string, what: string): UserError {
  return new UserError(`Cannot read "${id}/dataset.json": ${what}`);
}
