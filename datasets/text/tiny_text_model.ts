import { checkTextModel } from "./check_text_model.ts";
import json from "./tiny_text_model.json" with { type: "json" };
import type { TextModel } from "./text_model.ts";

/**
 * The tiny encoder that ships with the suite, the default without a network: 32 numbers, the words of
 * the tundra presets' languages and some 800 English ones. The README says what it cannot do.
 *
 * @example
 * ```ts
 * import { tinyTextModel } from "./tiny_text_model.ts";
 * if (!("onnx/model.onnx" in tinyTextModel().files)) throw new Error("not pinned");
 * ```
 */
export function tinyTextModel(): TextModel {
  return checkTextModel(json);
}
