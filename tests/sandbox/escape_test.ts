import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HOUSE } from "../../plugins/_house.ts";
import { assertEnds } from "./_sit.ts";
import { pluginSource } from "./_plugin_source.ts";

/**
 * Rows of the escape table: what a plugin may try, as an expression that gives what it got hold of.
 * None of these plugins was inspected: the wall alone has to deny it. SECRET is the path of a file
 * with held-out answers beside the plugin's folder, HOUSE that of the checkout.
 */
const ATTEMPTS: Readonly<Record<string, string>> = {
  "reads a file by Deno": "Deno.readTextFileSync(SECRET)",
  "reads a file by node:fs": "(await node('fs')).readFileSync(SECRET, 'utf8')",
  "reads a file by fetch": "await (await fetch(SECRET_URL)).text()",
  "reads a file by require": "(await node('module')).createRequire(SECRET)(SECRET)",
  "reads a file by process.getBuiltinModule":
    "process.getBuiltinModule('node:fs').readFileSync(SECRET)",
  "reads a file as a database":
    "new (await node('sqlite')).DatabaseSync(SECRET).prepare('select 1').all()",
  "attaches a file as a database":
    "new (await node('sqlite')).DatabaseSync(':memory:').exec(`attach '${SECRET}' as x`) ?? 'attached'",
  "writes a database":
    "new (await node('sqlite')).DatabaseSync(':memory:').exec(`vacuum into '${SECRET}.db'`) ?? 'written'",
  "lists the folder beside its own": "[...Deno.readDirSync(SECRET + '/..')].length",
  "imports a file": "JSON.stringify(await import(SECRET_URL, { with: { type: 'json' } }))",
  "imports a file as text": "JSON.stringify(await import(SECRET_URL, { with: { type: 'text' } }))",
  "imports a file by a data: module":
    "await import(`data:text/javascript,import s from '${SECRET_URL}' with { type: 'json' }; export default s;`)",
  "imports a file by a blob: module":
    "await import(URL.createObjectURL(new Blob([`import s from '${SECRET_URL}' with { type: 'json' }; export default s;`], { type: 'text/javascript' })))",
  "imports a file by eval": "await eval('import(SECRET_URL, { with: { type: \"json\" } })')",
  "imports a file in a thread":
    "await thread(`import('${SECRET_URL}', { with: { type: 'json' } }).then((m) => say(m.default), say)`)",
  "reads a file in a thread": "await thread(`say(Deno.readTextFileSync('${SECRET}'))`)",
  "starts a web worker": "new Worker('data:text/javascript,1', { type: 'module' })",
  "reads the house's protocols": "Deno.readTextFileSync(HOUSE + 'protocols/protocol.ts')",
  "imports the house's protocols": "await import('file://' + HOUSE + 'protocols/task.ts?x')",
  "imports a module of the house that holds a registry":
    "await import('file://' + HOUSE + 'runs/sit_exam.ts')",
  "reads its own environment": "Deno.env.toObject()",
  "reads its environment by process": "process.env.HOME.length",
  "reads its environment in /proc": "Deno.readTextFileSync('/proc/self/environ')",
  "reads the host's environment in /proc": "Deno.readTextFileSync(`/proc/${Deno.ppid}/environ`)",
  "kills the host": "Deno.kill(Deno.ppid, 'SIGKILL') ?? 'killed'",
  "kills the host by process": "process.kill(process.ppid, 'SIGKILL')",
  "runs a program": "await new Deno.Command('/bin/cat', { args: [SECRET] }).output()",
  "runs a program by node:child_process": "(await node('child_process')).execSync('id').toString()",
  "loads a native library": "Deno.dlopen('libc.so.6', {})",
  "loads a native add-on": "process.dlopen({ exports: {} }, 'libc.so.6') ?? 'loaded'",
  "opens a connection": "await Deno.connect({ port: 443, hostname: '127.0.0.1' })",
  "listens for connections": "Deno.listen({ port: 0 })",
  "opens a connection by node:net":
    "await new Promise(async (yes, no) => (await node('net')).connect(443, '127.0.0.1').on('connect', () => yes('connected')).on('error', no))",
  "fetches from the network": "await (await fetch('http://127.0.0.1:80/')).text()",
  "opens a web socket":
    "await new Promise((yes, no) => { const s = new WebSocket('ws://127.0.0.1:80/'); s.onopen = yes; s.onerror = (e) => no(e.error ?? e); })",
  "asks for a name": "await Deno.resolveDns('localhost', 'A')",
  "imports from the network": "await import('https://127.0.0.1/x.js')",
  "imports from a package registry": "await import('npm:left-pad@1.3.0')",
  "imports from another registry": "await import('jsr:@std/yaml@1.0.0')",
  "imports a package of the house that is not for plugins":
    "await import('npm:@duckdb/node-api@1.5.4-r.1')",
  "writes a file": "Deno.writeTextFileSync(SECRET, 'forged') ?? 'written'",
  "writes into its own copy":
    "Deno.writeTextFileSync(import.meta.dirname + '/x.json', '1') ?? 'written'",
  "writes into the folder it stands in": "Deno.writeTextFileSync('x.json', '1') ?? 'written'",
  "writes a file by node:fs": "(await node('fs')).writeFileSync(SECRET, 'forged') ?? 'written'",
  "makes a temporary file": "Deno.makeTempFileSync()",
  "makes a link": "Deno.symlinkSync(SECRET, import.meta.dirname + '/link') ?? 'linked'",
  "asks for a permission":
    "(await Deno.permissions.request({ name: 'read' })).state === 'granted' ? 'granted' : missing('not granted')",
  "asks the machine's name": "Deno.hostname()",
  "asks for the machine's network": "Deno.networkInterfaces()",
  "asks who its user is": "Deno.uid()",
  "changes its folder": "Deno.chdir('/') ?? 'changed'",
  "keeps something in caches":
    "await (await caches.open('x')).put('http://x/', new Response('x')) ?? 'kept'",
  "keeps something in caches of a thread":
    "await thread(`caches.open('x').then((c) => c.put('http://x/', new Response('x'))).then(() => say('kept'), say)`)",
  "keeps something in localStorage": "localStorage.setItem('x', 'x') ?? 'kept'",
  "opens a key-value store": "await Deno.openKv()",
  "opens a debugger": "(await node('inspector')).open(0) ?? 'opened'",
};

const PRELUDE = (secret: string) => `
const SECRET = ${JSON.stringify(secret)}, SECRET_URL = "file://" + SECRET;
const HOUSE = ${JSON.stringify(HOUSE)};
Object.assign(globalThis, { SECRET, SECRET_URL, HOUSE });
const node = (name) => import("node:" + name);
function missing(what) { throw new Error(what); }
async function thread(code) {
  const { Worker } = await node("worker_threads");
  const worker = new Worker(
    'const say = (x) => require("node:worker_threads").parentPort.postMessage(x instanceof Error ? { error: String(x) } : { got: String(x) });' +
      "try { " + code + " } catch (error) { say(error); }",
    { eval: true },
  );
  const said = await new Promise((yes, no) => worker.on("message", yes).on("error", no));
  if (said.error) throw new Error(said.error);
  return said.got;
}
`;

for (const [what, attempt] of Object.entries(ATTEMPTS)) {
  Deno.test(`a plugin that ${what} is denied`, async () => {
    await assertEnds((folder) => {
      const secret = folder.write("secret.json", '{"answer":42}');
      return folder.uninspected(pluginSource({
        top: PRELUDE(secret),
        fit: `
          let got;
          try { got = ${attempt}; } catch (error) { missing("denied, " + error); }
          missing("reached, " + got);`,
      }));
    }, { code: "crash", message: /it threw "Error: denied, / });
  });
}
