import { linesOf } from "./_lines_of.ts";

/** The child's side of a {@linkcode Rival}: one line of JSON per line of standard input. */
export async function answerRivals(answer: (question: string) => Promise<unknown>): Promise<void> {
  for await (const question of linesOf(Deno.stdin.readable)) {
    console.log(JSON.stringify(await answer(question)));
  }
}
