/**
 * A host that a test kills: it starts a run of each plugin that it is given (name and file URL), tells
 * on stdout when one is in the middle of its fit, and would wait for ever.
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { openSession } from "../../plugins/open_session.ts";
import { TRAIN } from "./_exam.ts";
import { SMALL } from "./_sit.ts";

if (import.meta.main) {
  await Promise.all(Deno.args.map(async (entry) => {
    const folder = dirname(fileURLToPath(entry));
    const plugin = { name: "doomed", entry, folder, closure: "none", tensors: false };
    const session = await openSession(plugin, { seed: 1, device: "wasm", limits: SMALL });
    await session.fit(TRAIN, {}, {
      validate: () => Promise.reject(new Error("not asked for")),
      progress: () => console.log("fitting"),
    });
  }));
}
