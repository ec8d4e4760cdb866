import { SMALL_WORDS } from "./_small_words.ts";
import type { OnnxGraph } from "./tiny/onnx_bytes.ts";

/** Length of a word's vector inside, and of what comes out. */
const INNER = 5, OUTER = 7;

/**
 * A model for tests, of another shape than the one that ships: whole words, tokens at both ends, and
 * tanh(E[id] · W) for each token.
 */
export function smallGraph(): OnnxGraph {
  return {
    size: OUTER,
    constants: [
      {
        name: "table",
        dims: [SMALL_WORDS.length, INNER],
        data: weights(SMALL_WORDS.length * INNER),
      },
      { name: "turn", dims: [INNER, OUTER], data: weights(INNER * OUTER) },
    ],
    nodes: [
      { op: "Gather", inputs: ["table", "input_ids"], output: "inner" },
      { op: "MatMul", inputs: ["inner", "turn"], output: "turned" },
      { op: "Tanh", inputs: ["turned"], output: "last_hidden_state" },
    ],
  };
}

/** Numbers that look like weights, from their place alone. */
function weights(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => Math.sin(1 + 3 * i));
}
