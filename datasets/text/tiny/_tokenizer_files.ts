import { SPECIAL_TOKENS } from "./_special_tokens.ts";

/**
 * tokenizer.json and tokenizer_config.json: lower case, no accents, words and signs apart, every
 * word as bytes, then the longest known piece first (WordPiece). No token is added at the ends.
 */
export function tokenizerFiles(
  vocabulary: readonly string[],
  { maxTokens }: { readonly maxTokens: number },
): Record<string, object> {
  const { padding, unknown, continuing } = SPECIAL_TOKENS;
  const special = [padding, unknown].map((content) => ({
    id: vocabulary.indexOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return {
    "tokenizer.json": {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: special,
      normalizer: {
        type: "BertNormalizer",
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: true,
        lowercase: true,
      },
      pre_tokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "BertPreTokenizer" },
          { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
        ],
      },
      post_processor: null,
      decoder: { type: "WordPiece", prefix: continuing, cleanup: true },
      model: {
        type: "WordPiece",
        unk_token: unknown,
        continuing_subword_prefix: continuing,
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      },
    },
    "tokenizer_config.json": {
      tokenizer_class: "PreTrainedTokenizerFast",
      model_max_length: maxTokens,
      pad_token: padding,
      unk_token: unknown,
    },
  };
}
