import { textPieces } from "./_text_pieces.ts";

/** The lines of a JSONL file that are not blank, with their numbers from 1. */
export async function* jsonLines(path: string): AsyncGenerator<{ line: number; text: string }> {
  let line = 0, rest = "";
  for await (const piece of textPieces(path)) {
    if (!piece.includes("\n")) {
      rest += piece;
      continue;
    }
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      line++;
      if (text.trim() !== "") yield { line, text };
    }
  }
  if (rest.trim() !== "") yield { line: line + 1, text: rest };
}
