import type { TextModel } from "./text_model.ts";

/**
 * The default encoder for real texts: 384 numbers, some 50 languages, 480 MB (Reimers & Gurevych
 * 2020). The paper of PreRec used its larger relative `stsb-xlm-r-multilingual`.
 *
 * @example
 * ```ts
 * import { multilingualTextModel } from "./multilingual_text_model.ts";
 * if (multilingualTextModel().revision.length !== 40) throw new Error("not a commit");
 * ```
 */
export function multilingualTextModel(): TextModel {
  return {
    id: "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
    revision: "e8f8c211226b894fcb81acc59f3b34ba3efd5f42",
    dtype: "fp32",
    // max_seq_length of its sentence_bert_config.json: it was trained on no longer ones.
    maxTokens: 128,
    // As several projects that pin this revision publish them, one of them with the sizes 470,301,610
    // and 9,081,518 bytes; the two small files are not pinned.
    files: {
      "onnx/model.onnx": "10f7a088420252b26caf819236ca2c9d2987afd0fc06fec7553b542a5655a05a",
      "tokenizer.json": "2c3387be76557bd40970cec13153b3bbf80407865484b209e655e5e4729076b8",
    },
  };
}
