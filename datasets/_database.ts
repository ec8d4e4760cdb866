import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
} from "@duckdb/node-api";

/** A DuckDB in memory: what is read here never depends on its threads, since every query is ordered. */
export class Database implements Disposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Opens one that spills into `folder` what does not fit its memory. */
  static async open(folder: string): Promise<Database> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(Math.min(navigator.hardwareConcurrency, 4)),
      memory_limit: "768MiB",
      temp_directory: folder,
      preserve_insertion_order: "true",
      // Nothing is ever fetched from the network to read a file.
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    return new Database(instance, await instance.connect());
  }

  /** Runs a statement. */
  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  /** The rows of a small answer. */
  async rows(sql: string): Promise<DuckDBValue[][]> {
    return await (await this.#connection.run(sql)).getRows();
  }

  /** The whole numbers of a small answer's first row; NaN where there is none. */
  async numbers(sql: string): Promise<number[]> {
    const [row = []] = await this.rows(sql);
    return row.map((value) => value === null ? NaN : Number(value));
  }

  /** The texts of a one-column answer, which has to have an order. */
  async texts(sql: string): Promise<string[]> {
    const texts: string[] = [];
    for await (const chunk of this.chunks(sql)) {
      for (const value of chunk.getColumnValues(0)) texts.push(String(value));
    }
    return texts;
  }

  /** The chunks of an answer of any size, as they come; it has to have an order. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  /** Closes it; its memory goes back. */
  [Symbol.dispose](): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
