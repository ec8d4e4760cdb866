import { AutoModel, AutoTokenizer, env, LogLevel, Tensor } from "@huggingface/transformers";
import type { EncoderStart } from "../encoder_message.ts";
import { meanVector } from "./_mean_vector.ts";

/** Most texts, and most tokens, that the model gets at once. */
const ROWS = 64, TOKENS = 8192;
/** Characters that are read per token: more than any text of words has. */
const CHARACTERS_PER_TOKEN = 64;

/** What turns texts into vectors. */
export interface Encoder {
  /** Length of a vector. */
  readonly size: number;
  /** One vector per text, row by row. */
  encode(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>>;
}

/** A text as the tokenizer gives it. */
interface Tokens {
  readonly input_ids: number[];
  readonly token_type_ids?: number[];
}

/** Loads a model from its folder, and from nowhere else. */
export async function loadEncoder(start: EncoderStart): Promise<Encoder> {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.localModelPath = start.models;
  env.logLevel = LogLevel.NONE;
  const tokenizer = await AutoTokenizer.from_pretrained(start.id, { local_files_only: true });
  const model = await AutoModel.from_pretrained(start.id, {
    local_files_only: true,
    dtype: start.dtype,
    device: "cpu",
  });
  const special = new Set(tokenizer.all_special_ids);

  /** Cut as the Python tokenizers cut: the special token at the end stays. */
  function tokens(text: string): Tokens {
    const read = text.slice(0, start.maxTokens * CHARACTERS_PER_TOKEN).toWellFormed();
    const all: Tokens = tokenizer(read, { return_tensor: false });
    const last = all.input_ids.at(-1);
    if (last === undefined || all.input_ids.length <= start.maxTokens) return all;
    const ends = special.has(last) ? 1 : 0, kept = start.maxTokens - ends;
    const cut = (ids: number[]) => [...ids.slice(0, kept), ...ids.slice(ids.length - ends)];
    return {
      input_ids: cut(all.input_ids),
      ...all.token_type_ids && { token_type_ids: cut(all.token_type_ids) },
    };
  }

  /** Token vectors of texts with equally many tokens: nothing is filled up. */
  async function run(rows: readonly Tokens[]): Promise<{ size: number; data: Float32Array }> {
    const dims = [rows.length, rows[0].input_ids.length];
    const tensor = (of: (row: Tokens) => readonly number[]) =>
      new Tensor("int64", BigInt64Array.from(rows.flatMap(of), BigInt), dims);
    const { last_hidden_state, token_embeddings } = await model({
      input_ids: tensor(({ input_ids }) => input_ids),
      attention_mask: tensor(({ input_ids }) => input_ids.map(() => 1)),
      ...rows[0].token_type_ids &&
        { token_type_ids: tensor(({ token_type_ids }) => token_type_ids ?? []) },
    });
    const output = last_hidden_state ?? token_embeddings;
    if (
      !(output?.data instanceof Float32Array) || output.dims.length !== 3 ||
      output.dims[0] !== dims[0] || output.dims[1] !== dims[1]
    ) {
      const what = output ? `${output.type} [${output.dims}]` : "none of its outputs";
      throw new TypeError(`${what}, expected last_hidden_state as float32 [${dims}, size]`);
    }
    return { size: output.dims[2], data: output.data };
  }

  const { size } = await run([tokens("a")]);
  return {
    size,
    async encode(texts) {
      const rows = texts.map(tokens);
      const vectors = new Float32Array(rows.length * size);
      const order = rows.map((_, i) => i).filter((i) => rows[i].input_ids.length > 0)
        .sort((a, b) => rows[a].input_ids.length - rows[b].input_ids.length || a - b);
      for (let at = 0; at < order.length;) {
        const length = rows[order[at]].input_ids.length, first = at;
        const most = Math.max(1, Math.min(ROWS, Math.floor(TOKENS / length)));
        while (
          at < order.length && at - first < most && rows[order[at]].input_ids.length === length
        ) {
          at++;
        }
        const batch = order.slice(first, at);
        const { data } = await run(batch.map((i) => rows[i]));
        batch.forEach((i, row) => {
          const found = meanVector(
            data.subarray(row * length * size, (row + 1) * length * size),
            size,
          );
          if (found === null) {
            const shown = JSON.stringify(texts[i].slice(0, 40));
            throw new RangeError(
              `a vector of ${shown} with NaN or Infinity, expected finite numbers`,
            );
          }
          vectors.set(found, i * size);
        });
      }
      return vectors;
    },
  };
}
