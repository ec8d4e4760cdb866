/** Columns of the terminal, or 100 where the output is none. */
export function terminalWidth(): number {
  return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : 100;
}
