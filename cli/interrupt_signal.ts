/** A signal that aborts when the person presses Ctrl-C: runs in flight end as "interrupted". */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    Deno.removeSignalListener("SIGINT", abort); // a second Ctrl-C ends the host at once
    controller.abort();
  };
  Deno.addSignalListener("SIGINT", abort);
  return controller.signal;
}
