import { smallGraph } from "./_small_graph.ts";
import { SMALL_WORDS } from "./_small_words.ts";
import { onnxBytes, type OnnxGraph } from "./tiny/onnx_bytes.ts";

/** The files of a small model by their paths. */
export function smallModelFiles(
  graph: OnnxGraph = smallGraph(),
): Map<string, Uint8Array<ArrayBuffer>> {
  const special = SMALL_WORDS.slice(0, 3);
  const json = {
    "config.json": { model_type: "bert", hidden_size: graph.size },
    "tokenizer_config.json": {
      tokenizer_class: "PreTrainedTokenizerFast",
      unk_token: special[0],
      cls_token: special[1],
      sep_token: special[2],
    },
    "tokenizer.json": {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: special.map((content, id) => ({
        id,
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      })),
      normalizer: { type: "Lowercase" },
      pre_tokenizer: { type: "Whitespace" },
      post_processor: {
        type: "TemplateProcessing",
        single: [
          { SpecialToken: { id: special[1], type_id: 0 } },
          { Sequence: { id: "A", type_id: 0 } },
          { SpecialToken: { id: special[2], type_id: 0 } },
        ],
        pair: [],
        special_tokens: {
          [special[1]]: { id: special[1], ids: [1], tokens: [special[1]] },
          [special[2]]: { id: special[2], ids: [2], tokens: [special[2]] },
        },
      },
      decoder: null,
      model: {
        type: "WordLevel",
        unk_token: special[0],
        vocab: Object.fromEntries(SMALL_WORDS.map((word, id) => [word, id])),
      },
    },
  };
  const files = new Map<string, Uint8Array<ArrayBuffer>>(
    Object.entries(json).map((
      [path, value],
    ) => [path, new TextEncoder().encode(JSON.stringify(value))]),
  );
  return files.set("onnx/model.onnx", onnxBytes(graph));
}
