import type { TextModel } from "./text_model.ts";

/** What transformers.js opens of a text encoder in full precision. */
const NEEDED = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx"];

/** The files of a model: those that every one needs, and those that this one pins. */
export function neededFiles(model: TextModel): string[] {
  return [...new Set([...NEEDED, ...Object.keys(model.files)])].sort();
}
