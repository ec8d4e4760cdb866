import { UserError } from "../../core/user_error.ts";
import type { TextModel } from "./text_model.ts";

/** What an id, a revision and a path are made of: they become paths and parts of addresses. */
const NAME = /^(?!\.)[\w.-]+$/;

/**
 * Reads a text model from plain JSON.
 *
 * @throws {UserError} naming the field, what it is and what was expected
 *
 * @example
 * ```ts
 * import { checkTextModel } from "./check_text_model.ts";
 * const model = checkTextModel({ id: "a/b", revision: "1", dtype: "fp32", maxTokens: 128, files: {} });
 * if (model.id !== "a/b") throw new Error("another model");
 * ```
 */
export function checkTextModel(json: unknown): TextModel {
  const { id, revision, dtype, maxTokens, files, ...rest } = record(json, "model");
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw refusal(unknown, rest[unknown], "id, revision, dtype, maxTokens and files only");
  }
  if (typeof id !== "string" || !path(id) || id.split("/").length > 2) {
    throw refusal("id", id, 'an id like "organisation/name"');
  }
  if (typeof revision !== "string" || !NAME.test(revision)) {
    throw refusal("revision", revision, "a commit of the hub, or a name");
  }
  if (dtype !== "fp32") throw refusal("dtype", dtype, '"fp32": others change every vector');
  if (typeof maxTokens !== "number" || !Number.isInteger(maxTokens) || maxTokens < 1) {
    throw refusal("maxTokens", maxTokens, "a whole number from 1");
  }
  return {
    id,
    revision,
    dtype,
    maxTokens,
    files: Object.fromEntries(
      Object.entries(record(files, "files")).map(([file, hash]) => {
        if (!path(file)) throw refusal("files", file, 'a path like "onnx/model.onnx"');
        if (typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash)) return [file, hash];
        throw refusal(`files["${file}"]`, hash, "a SHA-256 of 64 hexadecimal digits");
      }),
    ),
  };
}

function path(text: string): boolean {
  return text.split("/").every((part) => NAME.test(part));
}

function record(json: unknown, name: string): Record<string, unknown> {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return { ...json };
  throw refusal(name, json, "an object");
}

function refusal(field: string, value: unknown, wanted: string): UserError {
  const shown = value === undefined ? "missing" : JSON.stringify(value);
  return new UserError(`Cannot read text model: ${field} is ${shown}, expected ${wanted}`);
}
