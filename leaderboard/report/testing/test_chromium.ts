import { findChromium } from "./find_chromium.ts";

const found = await findChromium();

/** Why tests in a browser do not run on this machine. */
const why = found === undefined && !isRequired() ? "no Chromium" : undefined;

/**
 * Registers a test that needs a Chromium, given its path. Where there is none it is skipped and its name
 * says so; if the environment's `PERMAFROST_REQUIRE` lists `chromium`, it runs all the same and fails.
 *
 * @example
 * ```ts
 * import { testChromium } from "./test_chromium.ts";
 * if (typeof testChromium !== "function") throw new Error("no helper");
 * ```
 */
export function testChromium(
  name: string,
  fn: (path: string, t: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name: why ? `${name} (skipped: ${why})` : name,
    ignore: why !== undefined,
    fn: (t) => {
      if (found === undefined) {
        throw new Error(
          "Cannot find Chromium: none in PATH, expected one, as PERMAFROST_REQUIRE says",
        );
      }
      return fn(found, t);
    },
  });
}

function isRequired(): boolean {
  return Deno.env.get("PERMAFROST_REQUIRE")?.split(",").includes("chromium") === true;
}
