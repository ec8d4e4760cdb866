import { assertEquals } from "@std/assert";
import { RandomStream } from "../core/random_stream.ts";
import { freeze } from "../protocols/freeze.ts";
import { listProtocols } from "../protocols/list_protocols.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { corpusOfRows, type Row } from "./fixtures/corpus_of_rows.ts";

// A published protocol is never edited: a change here is a new version of the protocol, with a dated
// line in protocols/README.md. `file` is the SHA-256 of the JSON, `task` the fingerprint of the small
// task below. Made by this very test on 2026-11-21.
const PUBLISHED: Record<string, { file: string; task: string }> = {
  "leave-one-out-99@1": {
    file: "21c096a886d31c0b70425bf94fd161e90ab153037c0acbff4dbef9812f8f7e55",
    task: "20fbd45c208214828a935262f36aabbcbf257eb758aec03da513c397f9234867",
  },
  "leave-one-out-full@1": {
    file: "89a5b5de234ae16141484b771e6fbec59d91bd7d75bb8c2a8dcfa6d5ce27aade",
    task: "08831d2ed8388e2a2100fce97e39f7844744a6b1ba3f6100d1a2a159b96bde26",
  },
};

/** 40 users, two domains, 60 items, repeats and time ties: the same rows for ever. */
function smallLog(): Row[] {
  const rows: Row[] = [];
  for (let user = 0; user < 40; user++) {
    const stream = RandomStream.from(1, "frozen", user);
    for (let event = 0; event < 12; event++) {
      rows.push({
        user: `user-${user}`,
        item: `item-${stream.below(30)}`,
        domain: stream.below(2) ? "books" : "toys",
        time: 86400 * stream.below(200),
      });
    }
  }
  return rows;
}

for (const { id, version } of await listProtocols()) {
  const name = `${id}@${version}`;
  Deno.test(`${name} is what was published`, async () => {
    const frozen = await loadProtocol(name);
    const task = freeze(corpusOfRows(smallLog()), frozen);
    assertEquals({ file: frozen.sha256, task: task.fingerprint }, PUBLISHED[name]);
  });
}

Deno.test("every published protocol still stands", async () => {
  const names = (await listProtocols()).map(({ id, version }) => `${id}@${version}`);
  assertEquals(Object.keys(PUBLISHED).sort(), names.sort());
});
