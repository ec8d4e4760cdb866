import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { basename, join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import { fetchPlugin } from "./fetch_plugin.ts";
import { packedOf } from "./_packed_fixture.ts";

const TEXT = packedOf(), HASH = sha256(TEXT), OTHER = sha256("another");

/** What the server on loopback answers, by path. */
function answer({ url }: Request): Response {
  const { pathname } = new URL(url);
  const leads = (to: string) => new Response(null, { status: 302, headers: { location: to } });
  switch (pathname) {
    case "/method.js":
      return new Response(TEXT);
    case "/moved":
      return leads("/method.js");
    case "/round":
      return leads("/round");
    case "/to-file":
      return leads("file:///etc/passwd");
    case "/to-https":
      return leads("https://127.0.0.1:1/");
    case "/to-elsewhere":
      return leads("http://example.org/method.js");
    case "/nowhere":
      return leads("http://[");
    case "/large":
      return new Response(new Uint8Array(17 * 2 ** 20).fill(32));
    case "/endless":
      return new Response(
        new ReadableStream({ pull: (out) => out.enqueue(new Uint8Array(2 ** 20)) }),
      );
    case "/silent":
      return new Response(new ReadableStream());
    case "/page":
      return new Response("<!doctype html>");
    default:
      return new Response("no", { status: 404 });
  }
}

async function withServer(
  test: (origin: string, how: { cache: string }) => Promise<void>,
): Promise<void> {
  const cache = await Deno.makeTempDir({ prefix: "fetch-plugin-test-" });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  try {
    await test(`http://127.0.0.1:${server.addr.port}`, { cache: join(cache, "fetched") });
  } finally {
    await server.shutdown();
    await Deno.remove(cache, { recursive: true });
  }
}

Deno.test("fetchPlugin() keeps what it fetches under its hash, and fetches what is pinned once", () =>
  withServer(async (origin, how) => {
    const { sha256: hash, path, kept } = await fetchPlugin(`${origin}/moved`, how);
    assertEquals([hash, kept, await Deno.readTextFile(path)], [HASH, false, TEXT]);
    assertEquals(basename(path), `${HASH}.js`);
    assertEquals([...Deno.readDirSync(how.cache)].map(({ name }) => name), [`${HASH}.js`]);
    const pinned = `http://127.0.0.1:1/method.js#sha256=${HASH}`; // where nobody answers
    assertEquals(await fetchPlugin(pinned, how), { sha256: HASH, path, kept: true });
    // Bytes of another hash under this name are not what was pinned.
    await Deno.writeTextFile(path, TEXT + " ");
    const again = await fetchPlugin(`${origin}/method.js#sha256=${HASH}`, how);
    assertEquals([again.kept, await Deno.readTextFile(path)], [false, TEXT]);
  }));

Deno.test("fetchPlugin() refuses what is cut short, whatever way it is cut", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const heads = ["Content-Length: 100000\r\n", "Transfer-Encoding: chunked\r\n"];
  const serving = (async () => {
    for (const head of heads) {
      using connection = await listener.accept();
      await connection.read(new Uint8Array(4096));
      const chunk = head.startsWith("T") ? `${TEXT.length.toString(16)}\r\n${TEXT}\r\n` : TEXT;
      await connection.write(new TextEncoder().encode(`HTTP/1.1 200 OK\r\n${head}\r\n${chunk}`));
    }
  })();
  const cache = await Deno.makeTempDir({ prefix: "fetch-plugin-test-" });
  for (const _ of heads) {
    const url = `http://127.0.0.1:${listener.addr.port}/`;
    await assertRejects(
      () => fetchPlugin(url, { cache }),
      UserError,
      "expected a packed plugin there",
    );
  }
  await serving;
  listener.close();
  assertEquals([...Deno.readDirSync(cache)], []);
  await Deno.remove(cache);
});

for (
  const [what, path, wanted] of [
    ["an answer that is none", "/none", "the answer is 404 Not Found, expected 200 OK"],
    ["another hash", `/method.js#sha256=${OTHER}`, `its SHA-256 is ${HASH}, expected ${OTHER}`],
    ["a hash that is none", "/method.js#sha256=abc", '"#sha256=abc" behind it, expected nothing'],
    ["another fragment", "/method.js#top", '"#top" behind it'],
    ["too many bytes", "/large", "more than 16 MiB, expected less"],
    ["bytes without an end", "/endless", "more than 16 MiB, expected less"],
    ["silence", "/silent", "not here after 0.2 s"],
    ["redirects without an end", "/round", "more than 5 redirects"],
    ["a redirect to a file", "/to-file", "it leads to file:///etc/passwd, expected http:"],
    [
      "a redirect to another scheme",
      "/to-https",
      "it leads to https://127.0.0.1:1/, expected http:",
    ],
    ["a redirect that leaves the machine", "/to-elsewhere", 'by http: from "example.org"'],
    ["a redirect to nowhere", "/nowhere", 'it leads to "http://["'],
    ["what is no packed plugin", "/page", "no manifest in its first line"],
  ] as const
) {
  Deno.test(`fetchPlugin() refuses ${what}, and keeps nothing`, () =>
    withServer(async (origin, how) => {
      const seconds = path === "/silent" ? 0.2 : 60;
      const fetched = () => fetchPlugin(`${origin}${path}`, { ...how, seconds });
      const { message } = await assertRejects(fetched, UserError, wanted);
      assertStringIncludes(message, `Cannot fetch plugin "${origin}${path}"`);
      assertEquals(await Deno.stat(how.cache).catch(() => "none"), "none");
    }));
}

for (
  const [address, wanted] of [
    ["http://example.org/a.js", 'by http: from "example.org", expected https:'],
    ["ftp://127.0.0.1/a.js", "by ftp:"],
    ["file:///etc/passwd", "by file:"],
    ["https://", "no address"],
    ["http://127.0.0.1:1/a.js", "expected a packed plugin there"],
  ] as const
) {
  Deno.test(`fetchPlugin() refuses ${address}`, async () => {
    const { message } = await assertRejects(() => fetchPlugin(address), UserError, wanted);
    assertEquals(message.includes("\n"), false);
  });
}
