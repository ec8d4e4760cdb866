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
    file: "f3e9ef064a9f1af261499031e51236a1dc2851792571f72232414b118c14c021",
    tasks: {
      "books/n-10": "f31e249f7fb4768b169546ec2c6443d04863dfe110ee5432f0701f062e24c5a1",
      "books/n-100": "bd0ce16c93f310955d5fc0a4d4d420726ca55fc70c7de392ee9ac642e3eba601",
      "books/n-1000": "abe2b9ea6d61e3c85c92f6b81e698e08e6c32be037580d937f1f194bf8f624a9",
      "books/n-10000": "868e9f9ce04c31cf96e88b4968ef1b8941effc41c0153d0796694ac5d1a036b4",
      "books/n-all": "8b62beda0a872734f68e17f2a9f3044a90246a0bfe30e0b88e8aa7badec42a21",
      "toys/n-10": "41d51a14346cc801173dc24ab028afaac6c4a3907fe34974c0eb575582b9f0e1",
      "toys/n-100": "ed688935b0f46ac6b3d3234abe84bfb4c8667fb4218fe8b517eab9b6c355acc6",
      "toys/n-1000": "5d93eb148bd2253ab64bcaedb7801d57018004700fc9a8da66c232d49b551f6b",
      "toys/n-10000": "65d803fdf73f09ab87e269b0baa8d5bf3d05b723a55e3064ed314a3e46d7cfb9",
      "toys/n-all": "40954195969af572eba58bfe63f3cdf8c6dd1e21ad0e63101e71f6586a02f954",
    },
  },
  "user-split-zero-shot@1": {
    file: "71ec03d6a356247d3f0ae3380a43c635c0eea0fb6ffd70beb0bbb4bdb3140414",
    tasks: {
      "books": "6ec28988c4d8a3f05d2eb4234691a0a40ebbd0d71898ebbb8bdc9b7a486102eb",
      "toys": "07f2063c610e52a8bf097dc5799fa5f9cdc436bad0989aff037007af4a687493",
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
