import { UserError } from "../core/user_error.ts";
import { ingest } from "./ingest.ts";
import type { IngestOptions } from "./ingest_options.ts";
import { withFile } from "./_with_file.ts";

/** The message with which ingest() refuses a file of that name and content, with its bare name. */
export async function refusal(
  name: string,
  content: string | Uint8Array,
  options?: IngestOptions,
): Promise<string> {
  return await withFile(name, content, async (path) => {
    try {
      await ingest(path, options);
    } catch (error) {
      if (error instanceof UserError) return error.message.replaceAll(path, name);
      throw error;
    }
    throw new Error(`Cannot tell the refusal of "${name}": it was read, expected a UserError`);
  });
}
