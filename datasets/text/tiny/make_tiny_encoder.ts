import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { RandomStream } from "../../../core/random_stream.ts";
import { sha256 } from "../../../core/sha256.ts";
import { checkTundraConfig } from "../../synthetic/check_tundra_config.ts";
import type { TextModel } from "../text_model.ts";
import { parallelDocuments } from "./_parallel_documents.ts";
import { pieceVector } from "./_piece_vector.ts";
import { pieces } from "./_pieces.ts";
import { pointwiseInformation } from "./_pointwise_information.ts";
import { SPECIAL_TOKENS } from "./_special_tokens.ts";
import { tokenizerFiles } from "./_tokenizer_files.ts";
import { wordVectors } from "./_word_vectors.ts";
import { onnxBytes } from "./onnx_bytes.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Length of a vector: at 32 numbers, texts of tundra-large find their cluster as well (0.99). */
const SIZE = 32;
/** Tokens of a text that are read: 8 words are a tundra text, some 30 pieces a long title. */
const MAX_TOKENS = 256;
/** Worlds whose languages are learned. */
const WORLDS = ["tundra-tiny", "tundra-small", "tundra-study", "tundra-exposure", "tundra-large"];

/** The files of the tiny encoder by their paths in its folder, and what pins them. */
export interface TinyEncoder {
  /** What the suite asks for; its revision is a hash of the files. */
  readonly model: TextModel;
  /** The files. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Trains the tiny encoder, some ten seconds: a vector for every word of the languages of the tundra
 * presets and of the sentences of `generic.txt`, from which words stand together in a document
 * (PPMI, factorised); random vectors for pieces of other words. The same code gives the same bytes.
 */
export async function makeTinyEncoder(): Promise<TinyEncoder> {
  const corpora = [await genericDocuments()];
  for (const id of WORLDS) {
    const path = join(HERE, "..", "..", id, "dataset.json");
    corpora.push(
      parallelDocuments(checkTundraConfig(JSON.parse(await Deno.readTextFile(path)).config)),
    );
  }
  // Each corpus is factorised alone, so that all directions serve each; what a word means in two of
  // them is averaged.
  const known = new Map<string, Float64Array[]>();
  corpora.forEach((documents, i) => {
    const { words, matrix } = pointwiseInformation(documents);
    const found = wordVectors(matrix, { size: SIZE, stream: RandomStream.from(0, "corpus", i) });
    words.forEach((word, row) => {
      const vector = found.slice(row * SIZE, (row + 1) * SIZE);
      // A word of few sentences has the company of others exactly, all colours that of one: what it
      // has alone is its own direction.
      if (i === 0) pieceVector(word, SIZE).forEach((each, k) => vector[k] += each);
      known.set(word, [...known.get(word) ?? [], vector]);
    });
  });
  const { padding, unknown, continuing } = SPECIAL_TOKENS;
  const table = new Map([
    [padding, new Float64Array(SIZE)],
    [unknown, pieceVector(unknown, SIZE)],
    ...pieces().flatMap((piece): [string, Float64Array][] => {
      const vector = pieceVector(piece, SIZE);
      return [[piece, vector], [continuing + piece, vector]];
    }),
    ...known.entries().map(([word, vectors]): [string, Float64Array] => [
      word,
      vectors[0].map((_, k) => vectors.reduce((sum, each) => sum + each[k], 0) / vectors.length),
    ]),
  ]);
  return pinned([...table.keys()], [...table.values()]);
}

function pinned(vocabulary: string[], vectors: Float64Array[]): TinyEncoder {
  const numbers = Float16Array.from(vectors.flatMap((vector) => [...vector]));
  const json = {
    "config.json": {
      architectures: ["BertModel"],
      model_type: "bert",
      hidden_size: SIZE,
      vocab_size: vocabulary.length,
    },
    ...tokenizerFiles(vocabulary, { maxTokens: MAX_TOKENS }),
  };
  const files = new Map<string, Uint8Array<ArrayBuffer>>(
    Object.entries(json).map(([path, value]) => [
      path,
      new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`),
    ]),
  );
  files.set(
    "onnx/model.onnx",
    onnxBytes({
      size: SIZE,
      constants: [{
        name: "table",
        dims: [vocabulary.length, SIZE],
        data: new Uint16Array(numbers.buffer),
      }],
      nodes: [
        { op: "Gather", inputs: ["table", "input_ids"], output: "half" },
        { op: "Cast", inputs: ["half"], output: "last_hidden_state", attributes: { to: 1 } },
      ],
    }),
  );
  const hashes = Object.fromEntries(files.entries().map(([path, bytes]) => [path, sha256(bytes)]));
  const model: TextModel = {
    id: "permafrost/tundra-tiny-encoder",
    revision: sha256(...Object.entries(hashes).flat()).slice(0, 40),
    dtype: "fp32",
    maxTokens: MAX_TOKENS,
    files: hashes,
  };
  return { model, files };
}

/** The lines of generic.txt as words in lower case. */
async function genericDocuments(): Promise<string[][]> {
  const text = await Deno.readTextFile(join(HERE, "generic.txt"));
  return text.trim().split("\n").map((line) => line.toLowerCase().match(/[a-z]+/g) ?? []);
}

if (import.meta.main) {
  const { model, files } = await makeTinyEncoder();
  const folder = join(HERE, "..", "models", model.id);
  await Deno.mkdir(join(folder, "onnx"), { recursive: true });
  for (const [path, bytes] of files) await Deno.writeFile(join(folder, path), bytes);
  await Deno.writeTextFile(
    join(HERE, "..", "tiny_text_model.json"),
    `${JSON.stringify(model, null, 2)}\n`,
  );
}
