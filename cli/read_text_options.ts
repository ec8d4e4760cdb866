import { UserError } from "../core/user_error.ts";
import type { TextOptions } from "../runs/text_options.ts";
import { fromHere } from "./from_here.ts";
import { readTextModel } from "./read_text_model.ts";

/**
 * What `--text-model` and `--text-models` say of how texts become vectors.
 *
 * @param given the two, as the person wrote them
 * @throws {UserError} if there is no such model, or no such folder
 *
 * @example
 * ```ts
 * import { readTextOptions } from "./read_text_options.ts";
 * const { model, models } = await readTextOptions({ model: "tiny", models: undefined });
 * if (model === undefined || models !== undefined) throw new Error("not as given");
 * ```
 */
export async function readTextOptions(
  given: { readonly model: string | undefined; readonly models: string | undefined },
): Promise<TextOptions> {
  const model = await readTextModel(given.model);
  if (given.models === undefined) return { model };
  const models = fromHere(given.models);
  if (await Deno.stat(models).then(({ isDirectory }) => isDirectory, () => false)) {
    return { model, models };
  }
  throw new UserError(
    `Cannot look for text models in "${given.models}": no such folder, expected one`,
  );
}
