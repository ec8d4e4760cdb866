import { linesOf } from "./_lines_of.ts";

/**
 * A process that measures something when it is asked to: rivals take turns, so that what else the
 * machine does falls on all of them alike, and each has a heap and kernels of its own.
 */
export class Rival implements AsyncDisposable {
  readonly #name: string;
  readonly #process: Deno.ChildProcess;
  readonly #questions: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: AsyncGenerator<string>;

  /** A rival that a command starts; what it answers to is up to its script (`answerRivals`). */
  constructor(name: string, [command, ...args]: readonly string[]) {
    this.#name = name;
    this.#process = new Deno.Command(command, {
      args: [...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#questions = this.#process.stdin.getWriter();
    this.#answers = linesOf(this.#process.stdout);
  }

  /** A rival that is a script of this folder. */
  static script(name: string, [script, ...args]: readonly string[]): Rival {
    return new Rival(name, [Deno.execPath(), "run", "-A", script, ...args]);
  }

  /**
   * Asks one thing and waits for the answer; the rival does nothing before and after.
   *
   * @throws {Error} if it ends without one, having said why on its standard error
   */
  async ask<Answer>(question: string): Promise<Answer> {
    // A rival that has ended takes no question; that it gave no answer says so below.
    await this.#questions.write(new TextEncoder().encode(question + "\n")).catch(() => {});
    const { value, done } = await this.#answers.next();
    if (!done) return JSON.parse(value);
    throw new Error(
      `Cannot measure "${this.#name}": it ended, expected an answer to "${question}"`,
    );
  }

  /** Ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#questions.close().catch(() => {});
    await this.#answers.return(undefined);
    await this.#process.status;
  }
}
