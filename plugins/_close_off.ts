/**
 * Takes from a plugin what it has no use for (stores that outlive it, threads that the host cannot see)
 * and points all of `console` at stderr: stdout is the wire, of which `stdioChannel` keeps the writer.
 */
export function closeOff(): void {
  for (const name of ["caches", "localStorage", "sessionStorage", "Worker"]) {
    Reflect.deleteProperty(globalThis, name);
  }
  const { error } = console;
  for (const name of ["log", "info", "debug", "dir", "dirxml", "table", "timeEnd", "timeLog"]) {
    Reflect.set(console, name, error);
  }
  for (const name of ["count", "group", "groupCollapsed", "clear"]) {
    Reflect.set(console, name, (...args: unknown[]) => args.length > 0 && error(...args));
  }
}
