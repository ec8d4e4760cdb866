import type { RunProgress } from "../runs/run_environment.ts";

/** Prints how runs go. */
export interface ProgressPrinter {
  /** Takes one event. */
  event(progress: RunProgress): void;
  /** Clears what is left of a bar. */
  end(): void;
}

/**
 * On a terminal: one bar that is drawn over and over. Elsewhere: one line a finished run. Quiet:
 * nothing. It writes to stderr, so that stdout holds results only.
 *
 * @param options `total`: number of runs in all
 */
export function progressPrinter(
  { total, quiet }: { readonly total: number; readonly quiet: boolean },
): ProgressPrinter {
  const terminal = Deno.stderr.isTerminal() && !quiet;
  const active = new Map<string, string>();
  let ended = 0, drawn = 0;
  const write = (text: string): void => {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  };
  const draw = (): void => {
    const width = Math.max(20, Deno.consoleSize().columns - 1);
    const filled = Math.round((20 * ended) / total);
    const bar = "█".repeat(filled) + "░".repeat(20 - filled);
    const text = `${bar} ${ended}/${total}  ${[...active.values()].join("  ·  ")}`;
    write(`\r\x1b[2K${text.slice(0, width)}`);
  };
  return {
    event({ method, seed, trial, stage, done, total: steps, note }) {
      if (quiet) return;
      const name = `${method} ${trial === undefined ? `seed ${seed}` : `trial ${trial}`}`;
      if (stage === "fit" || stage === "score") {
        const how = done === undefined ? note ?? "" : steps ? `${done}/${steps}` : `${done}`;
        active.set(name, `${name}: ${stage} ${how}`);
        if (!terminal || performance.now() - drawn < 80) return;
        drawn = performance.now();
        draw();
        return;
      }
      active.delete(name);
      ended++;
      if (terminal) draw();
      else {
        const told = { done: "done", kept: "kept from before", failed: `failed: ${note}` }[stage];
        write(`[${ended}/${total}] ${name}: ${told}\n`);
      }
    },
    end() {
      if (terminal) write("\r\x1b[2K");
    },
  };
}
