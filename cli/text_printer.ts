import type { EmbedProgress } from "../datasets/text/embed_options.ts";

/** Prints how the embedding of texts goes. */
export interface TextPrinter {
  /** Takes one step. */
  event(progress: EmbedProgress): void;
  /** Clears what is left of a bar. */
  end(): void;
}

/**
 * On a terminal: one bar that is drawn over and over. Elsewhere: one line for what is done. Quiet:
 * nothing. Like the progress of runs it goes to stderr.
 */
export function textPrinter({ quiet }: { readonly quiet: boolean }): TextPrinter {
  const terminal = Deno.stderr.isTerminal() && !quiet;
  let drawn = 0, begun = false;
  const write = (text: string): void => {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  };
  return {
    event(progress) {
      if (quiet) return;
      const { stage, done, of } = progress, isDone = done === of;
      const kept = stage === "embed" && isDone && !begun;
      begun ||= stage === "embed";
      const told = stage === "embed"
        ? `texts: ${kept ? "kept from before" : isDone ? "embedded" : "embed"}`
        : `text model: ${progress.file}`;
      const count = of === null ? `${done}` : `${done}/${of}`;
      if (!terminal) {
        if (isDone) write(`[${count}] ${told}\n`);
        return;
      }
      if (!isDone && performance.now() - drawn < 80) return;
      drawn = performance.now();
      const filled = of === null || of === 0 ? 0 : Math.round((20 * done) / of);
      const bar = "█".repeat(filled) + "░".repeat(20 - filled);
      const width = Math.max(20, Deno.consoleSize().columns - 1);
      write(`\r\x1b[2K${`${bar} ${count}  ${told}`.slice(0, width)}`);
    },
    end() {
      if (terminal) write("\r\x1b[2K");
    },
  };
}
