import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { checkTextModel } from "../datasets/text/check_text_model.ts";
import { multilingualTextModel } from "../datasets/text/multilingual_text_model.ts";
import type { TextModel } from "../datasets/text/text_model.ts";
import { tinyTextModel } from "../datasets/text/tiny_text_model.ts";
import { fromHere } from "./from_here.ts";

const NAMED: Readonly<Record<string, () => TextModel>> = {
  tiny: tinyTextModel,
  multilingual: multilingualTextModel,
};

/**
 * The encoder that `--text-model` names: `tiny`, `multilingual`, or a JSON file as in
 * `datasets/text/README.md`.
 *
 * @param named as the person wrote it; undefined stays so: the data decides
 * @throws {UserError} if it is neither, or the file holds something else
 *
 * @example
 * ```ts
 * import { readTextModel } from "./read_text_model.ts";
 * const tiny = await readTextModel("tiny"), none = await readTextModel(undefined);
 * if (tiny?.id !== "permafrost/tundra-tiny-encoder" || none) throw new Error("another encoder");
 * ```
 */
export async function readTextModel(named: string | undefined): Promise<TextModel | undefined> {
  if (named === undefined) return undefined;
  if (Object.hasOwn(NAMED, named)) return NAMED[named]();
  let text: string;
  try {
    text = await Deno.readTextFile(fromHere(named));
  } catch {
    const names = Object.keys(NAMED), near = nearNames(named, names);
    throw new UserError(
      `Cannot read text model "${named}": no such file, expected ` +
        `${(near.length ? near : names).join(", ")} or a JSON file`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`Cannot read text model "${named}": ${why}, expected JSON`);
  }
  try {
    return checkTextModel(json);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const where = error.message.replace("Cannot read text model:", "");
    throw new UserError(`Cannot read text model "${named}":${where}`);
  }
}
