import { textPieces } from "./_text_pieces.ts";

/** One record of a delimited file. */
export interface DelimitedRecord {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  /** Its fields, without their quotes. */
  readonly fields: readonly string[];
  /** What is wrong with its quotes or line end, if anything is. */
  readonly fault?: string;
}

/**
 * The records of a delimited file with their lines, by RFC 4180 as DuckDB reads it in strict mode.
 * Empty lines are no records. DuckDB does the reading; this tells the header beforehand and, once
 * something is wrong, the line.
 */
export async function* delimitedRecords(
  path: string,
  delimiter: string,
): AsyncGenerator<DelimitedRecord> {
  const scanner = new Scanner(delimiter);
  let first = true;
  for await (const piece of textPieces(path)) {
    yield* scanner.scan(first && piece.startsWith("\ufeff") ? piece.slice(1) : piece);
    first &&= piece === "";
  }
  yield* scanner.end();
}

const LINE_ENDS: Readonly<Record<string, string>> = { "\n": "LF", "\r\n": "CR LF", "\r": "CR" };

class Scanner {
  readonly #delimiter: string;
  #state: "start" | "bare" | "quoted" | "closed" = "start";
  #line = 1;
  #startLine = 1;
  #fields: string[] = [];
  #field = "";
  #fault: string | undefined;
  #returned = false;
  #lineEnd = "";

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  *scan(text: string): Generator<DelimitedRecord> {
    for (let i = 0; i < text.length; i++) {
      const char = text[i];
      if (this.#state === "quoted") {
        if (char === '"') this.#state = "closed";
        else this.#field += char;
        if (char === "\r" || (char === "\n" && !this.#returned)) this.#line++;
        this.#returned = char === "\r";
        continue;
      }
      if (this.#returned) {
        // The record waits for what follows its CR.
        this.#returned = false;
        yield* this.#record(char === "\n" ? "\r\n" : "\r");
        if (char === "\n") continue;
      }
      if (char === "\r") this.#returned = true;
      else if (char === "\n") yield* this.#record("\n");
      else this.#take(char);
    }
  }

  *end(): Generator<DelimitedRecord> {
    if (this.#state === "quoted") this.#fault ??= "has a quote that never closes";
    yield* this.#record(this.#returned ? "\r" : "");
  }

  #take(char: string): void {
    if (char === this.#delimiter) {
      this.#fields.push(this.#field);
      this.#field = "";
      this.#state = "start";
    } else if (char === '"' && this.#state === "start") {
      this.#state = "quoted";
    } else if (char === '"' && this.#state === "closed") {
      this.#field += char;
      this.#state = "quoted";
    } else if (this.#state !== "closed") {
      this.#field += char;
      this.#state = "bare";
    } else if (char !== " ") {
      this.#fault ??= "has text after a closing quote";
    }
  }

  *#record(end: string): Generator<DelimitedRecord> {
    this.#lineEnd ||= end;
    if (end !== "" && end !== this.#lineEnd) {
      this.#fault ??= `ends in ${LINE_ENDS[end]} and an earlier one in ${LINE_ENDS[this.#lineEnd]}`;
    }
    const blank = this.#fields.length === 0 && this.#state === "start";
    const fault = this.#fault === undefined ? {} : { fault: this.#fault };
    if (!blank || this.#fault !== undefined) {
      yield { line: this.#startLine, fields: [...this.#fields, this.#field], ...fault };
    }
    if (end !== "") this.#line++;
    this.#startLine = this.#line;
    this.#fields = [];
    this.#field = "";
    this.#fault = undefined;
    this.#state = "start";
  }
}
