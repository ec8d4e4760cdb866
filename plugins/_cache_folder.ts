import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where copies of plugins and the primed template live: a folder of this user that may be deleted. */
export function cacheFolder(): string {
  const home = Deno.env.get("HOME");
  switch (Deno.build.os) {
    case "windows":
      return join(Deno.env.get("LOCALAPPDATA") ?? tmpdir(), "permafrost");
    case "darwin":
      return home ? join(home, "Library", "Caches", "permafrost") : join(tmpdir(), "permafrost");
    default: {
      const base = Deno.env.get("XDG_CACHE_HOME") || (home && join(home, ".cache"));
      return join(base || tmpdir(), "permafrost");
    }
  }
}
