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

/** What is wrong with a line that should be a JSON object; null if nothing is. */
export function jsonFault(text: string): string | null {
  if (text.startsWith("\ufeff")) return "starts with a byte order mark, expected a JSON object";
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return null;
  } catch {
    // Told below, like any other value.
  }
  return "is no JSON object, expected one";
}
