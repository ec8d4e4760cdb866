import { join } from "node:path";
import { sha256 } from "../../core/sha256.ts";
import { UserError } from "../../core/user_error.ts";
import { fileSha256 } from "./_file_sha256.ts";
import { neededFiles } from "./_needed_files.ts";
import type { TextModel } from "./text_model.ts";

/** Where weights beyond 2 GB lie, if they do. */
const MORE_WEIGHTS = "onnx/model.onnx_data";

/**
 * One SHA-256 for all files of a model that lies in a folder.
 *
 * @throws {UserError} if a file is missing, or is not the one that is pinned
 */
export async function modelSha256(
  model: TextModel,
  { folder, signal }: { readonly folder: string; readonly signal?: AbortSignal | undefined },
): Promise<string> {
  const hashes: string[] = [], needed = neededFiles(model);
  for (const file of [...needed, ...needed.includes(MORE_WEIGHTS) ? [] : [MORE_WEIGHTS]]) {
    const found = await fileSha256(join(folder, file), signal).catch((error: unknown) => {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    });
    if (found === null && file === MORE_WEIGHTS && !(file in model.files)) continue;
    if (found === null) {
      throw new UserError(
        `Cannot load text model "${model.id}" from "${folder}": "${file}" is missing, expected ` +
          needed.join(", "),
      );
    }
    const pinned = model.files[file];
    if (pinned !== undefined && pinned !== found) {
      throw new UserError(
        `Cannot load text model "${model.id}" from "${folder}": "${file}" has SHA-256 ${found}, ` +
          `expected ${pinned}`,
      );
    }
    hashes.push(file, found);
  }
  return sha256(hashes.join("\n"));
}
