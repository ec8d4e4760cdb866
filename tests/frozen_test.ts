import { assertEquals } from "@std/assert";
import { RandomStream } from "../core/random_stream.ts";
import { armsOf } from "../protocols/arms_of.ts";
import { freeze } from "../protocols/freeze.ts";
import { listProtocols } from "../protocols/list_protocols.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import type { Protocol } from "../protocols/protocol.ts";
import { corpusOfRows, type Row } from "./fixtures/corpus_of_rows.ts";

// A published protocol is never edited: a change here is a new version of the protocol, with a dated
// line in protocols/README.md. `file` is the SHA-256 of the JSON, `tasks` the fingerprint of the small
// task below, per arm ("" where there is none). Made by this very test on 2026-11-21.
const PUBLISHED: Record<string, { file: string; tasks: Record<string, string> }> = {
  "click-auc@1": {
    file: "868c15e1551071dc507c9408acef578be7a6764e49b239ca2c519369946187f5",
    tasks: {
      "books→toys": "6bd12d0480df2917648d446a04e2be2502e6289e575de8f35b16a87ece84f403",
      "toys→books": "a4ddf5a9e5be65cd951568b51ecb9e311bbd9a91871e43201a7eccb7c9a1cfe9",
    },
  },
  "global-time-full@1": {
    file: "0ad818ffae1a6f253921bac9a7d7bfef7fea7a742e6d94354cd0adfbed364884",
    tasks: {
      "": "a14093c83bf5838f06a92ff679daf99b7b9842ce52577de00c5871ec8f5b5e29",
    },
  },
  "leave-one-out-100@1": {
    file: "2ff3de5c806210067396114ada88f05697e68d2036d4f9d2fb8ffe2994072d0e",
    tasks: {
      "": "8f8404568b1194e41048e0b08a249307cb567dc829daeb44b49ce6a11ce2f154",
    },
  },
  "leave-one-out-99@1": {
    file: "21c096a886d31c0b70425bf94fd161e90ab153037c0acbff4dbef9812f8f7e55",
    tasks: {
      "": "20fbd45c208214828a935262f36aabbcbf257eb758aec03da513c397f9234867",
    },
  },
  "leave-one-out-full@1": {
    file: "89a5b5de234ae16141484b771e6fbec59d91bd7d75bb8c2a8dcfa6d5ce27aade",
    tasks: {
      "": "08831d2ed8388e2a2100fce97e39f7844744a6b1ba3f6100d1a2a159b96bde26",
    },
  },
  "open-world-999@1": {
    file: "b02451fe7a79758131901bd69216231574c689c31d12a61bc5fa88fbe720d2ed",
    tasks: {
      "ku-25": "c2713cbd68e2cbea7e818e7081126ad51d7c98307bcf312d87ff1a04d94f3300",
      "ku-75": "df9c44ca7d93052e0ca4805119c0520dc039d6621e2dbd167288bf5bd7cb8413",
    },
  },
  "time-split-9@1": {
    file: "d3e216b683bafae272c83e5c5707db8410cf52cb501c03a0cb6c1672fc7f2a09",
    tasks: {
      "overlap-0": "9e174e1a1065a407e66f1d80e7f0f1ff1971a45737d48cb9804b483637c7470f",
      "overlap-100": "9730ae0535d74acac57947fef477f74954e5b5f7254b115a5291d1bed12e1eb0",
    },
  },
  "user-split-fine-tune@1": {
    file: "100af8d81397c4243770dd91d1f921b4076396a818e7a1a470c5a5dac01371eb",
    tasks: {
      "books/n-10": "21224053fc71ad9810ce7c5bb9a3c7168029adf986193a735d20bcd50b16cb09",
      "books/n-100": "de8c8cde386f25bd56e39e48bccda4ec3bac23c30fd3686f60a0c45e5565e7c8",
      "books/n-1000": "3dc26e84264c27304675e78fc1351cdad635e01da8a08b5f66b4e1fcf8d2a654",
      "books/n-10000": "4ac0f5b15228d201633721aa39163234473a6e4203dbbe455c0d388f240bbd61",
      "books/n-all": "e915707e43515a9a124b3dabc04ccf61b45a3898d2a96ea93e7d2d9057890d56",
      "toys/n-10": "d921476b3ae4507af5cc1b40791cda7c8e00de12fbce94bf00476739b0b1c9db",
      "toys/n-100": "51e8da7123a9b8e4975cc5a0eb42819e958cb024f6af76aadb432bdebc617014",
      "toys/n-1000": "ca23c2f3577f1c322594bc0503072c7115568fca91356376386c626339831814",
      "toys/n-10000": "ec86597c6e9db9e24f99de68d0fd53c0bc4afe03b2a539caced69931d47ec45b",
      "toys/n-all": "21caaa47f6adbaf21ca867bba08d77e2c6d9ccce76a87c1a822ff5a049463dd2",
    },
  },
  "user-split-zero-shot@1": {
    file: "817e52f48ed6c792346647a3401da6cab142279ac1920889c078eb769ae19b61",
    tasks: {
      "books": "dc1454b72e38b7b4adf08ece9f8265bab67e74517dcb6e2e7323498d28fb9eee",
      "toys": "da3cf71ee3b14071247bd653ebb9813c23b0e64aaa70ae87fe0941fbfa322133",
    },
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

/** The small log, made such that a protocol can be applied to it: the same for ever, too. */
function logFor({ domains, split }: Protocol): Row[] {
  const rows = smallLog();
  if (domains.max === 1) return rows.filter(({ domain }) => domain === "books");
  if (split.kind === "time-windows") {
    // Longer, and with five users of six events, who leave.
    return rows.filter((_, i) => i >= 60 || i % 12 < 6)
      .map((row) => ({ ...row, time: 5 * row.time }));
  }
  if (split.kind === "users") {
    // A quarter of the users in each domain alone.
    const alone = ["books", "toys"];
    return rows.filter(({ domain }, i) => domain === (alone[Math.floor(i / 12) % 4] ?? domain));
  }
  if (split.kind === "click") {
    return rows.map((row, i) => ({
      ...row,
      rating: 1 + RandomStream.from(2, "rating", i).below(5),
    }));
  }
  return rows;
}

for (const { id, version } of await listProtocols()) {
  const name = `${id}@${version}`;
  Deno.test(`${name} is what was published`, async () => {
    const frozen = await loadProtocol(name), tasks: Record<string, string> = {};
    for (const arm of armsOf(frozen, ["books", "toys"])) {
      tasks[arm.arm ?? ""] = freeze(corpusOfRows(logFor(frozen.protocol)), arm).fingerprint;
    }
    assertEquals({ file: frozen.sha256, tasks }, PUBLISHED[name]);
  });
}

Deno.test("every published protocol still stands", async () => {
  const names = (await listProtocols()).map(({ id, version }) => `${id}@${version}`);
  assertEquals(Object.keys(PUBLISHED).sort(), names.sort());
});
