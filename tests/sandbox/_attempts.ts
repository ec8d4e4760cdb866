/**
 * Rows of the escape table: [what a plugin may try, as an expression that gives what it got hold of,
 * why it is denied]. `SECRET` is the path of a file with held-out answers beside the plugin's folder,
 * `HOUSE` that of the checkout.
 */
export const ATTEMPTS: readonly (readonly [what: string, attempt: string, reason: string])[] = [
  [
    "reads a file by Deno",
    "Deno.readTextFileSync(SECRET)",
    "Requires read access",
  ],
  [
    "reads a file by node:fs",
    "(await node('fs')).readFileSync(SECRET, 'utf8')",
    "Requires read access",
  ],
  [
    "reads a file by fetch",
    "await (await fetch(SECRET_URL)).text()",
    "Requires read access",
  ],
  [
    "reads a file by require",
    "(await node('module')).createRequire(SECRET)(SECRET)",
    "Requires read access",
  ],
  [
    "reads a file by process.getBuiltinModule",
    "process.getBuiltinModule('node:fs').readFileSync(SECRET)",
    "Requires read access",
  ],
  [
    "reads a file as a database",
    "new (await node('sqlite')).DatabaseSync(SECRET).prepare('select 1').all()",
    "Requires read access",
  ],
  [
    "attaches a file as a database",
    "new (await node('sqlite')).DatabaseSync(':memory:').exec(`attach '${SECRET}' as x`) ?? 'attached'",
    "too many attached databases",
  ],
  [
    "writes a database",
    "new (await node('sqlite')).DatabaseSync(':memory:').exec(`vacuum into '${SECRET}.db'`) ?? 'written'",
    "too many attached databases",
  ],
  [
    "lists the folder beside its own",
    "[...Deno.readDirSync(SECRET + '/..')].length",
    "Requires read access",
  ],
  [
    "imports a file",
    "JSON.stringify(await import(SECRET_URL, { with: { type: 'json' } }))",
    "Requires read access",
  ],
  [
    "imports a file as text",
    "JSON.stringify(await import(SECRET_URL, { with: { type: 'text' } }))",
    "Requires read access",
  ],
  [
    "imports a file by a data: module",
    "await import(`data:text/javascript,import s from '${SECRET_URL}' with { type: 'json' }; export default s;`)",
    "Requires read access",
  ],
  [
    "imports a file by a blob: module",
    "await import(URL.createObjectURL(new Blob([`import s from '${SECRET_URL}' with { type: 'json' }; export default s;`], { type: 'text/javascript' })))",
    "Requires read access",
  ],
  [
    "imports a file by eval",
    "await eval('import(SECRET_URL, { with: { type: \"json\" } })')",
    "Requires read access",
  ],
  [
    "imports a file in a thread",
    "await thread(`import('${SECRET_URL}', { with: { type: 'json' } }).then((m) => say(m.default), say)`)",
    "Requires read access",
  ],
  [
    "reads a file in a thread",
    "await thread(`say(Deno.readTextFileSync('${SECRET}'))`)",
    "Requires read access",
  ],
  [
    "starts a web worker",
    "new Worker('data:text/javascript,1', { type: 'module' })",
    "Worker is not defined",
  ],
  [
    "reads the house's protocols",
    "Deno.readTextFileSync(HOUSE + 'protocols/protocol.ts')",
    "Requires read access",
  ],
  [
    "reads the house's code beside the kernels",
    "Deno.readTextFileSync(HOUSE + 'core/kernels/../random_stream.ts')",
    "Requires read access",
  ],
  [
    "lists the house's code beside the kernels",
    "[...Deno.readDirSync(HOUSE + 'core')].length",
    "Requires read access",
  ],
  [
    "imports the house's protocols",
    "await import('file://' + HOUSE + 'protocols/task.ts?x')",
    "Requires read access",
  ],
  [
    "imports the house's runs",
    "await import('file://' + HOUSE + 'runs/sit_exam.ts')",
    "Requires read access",
  ],
  [
    "reads its own environment",
    "Deno.env.toObject()",
    "Requires env access",
  ],
  [
    "reads its environment by process",
    "process.env.HOME.length",
    "Requires env access",
  ],
  [
    "reads its environment in /proc",
    "Deno.readTextFileSync('/proc/self/environ')",
    "Requires read access",
  ],
  [
    "reads the host's environment in /proc",
    "Deno.readTextFileSync(`/proc/${Deno.ppid}/environ`)",
    "Requires read access",
  ],
  [
    "kills the host",
    "Deno.kill(Deno.ppid, 'SIGKILL') ?? 'killed'",
    "Requires run access",
  ],
  [
    "kills the host by process",
    "process.kill(process.ppid, 'SIGKILL')",
    "Requires run access",
  ],
  [
    "runs a program",
    "await new Deno.Command('/bin/cat', { args: [SECRET] }).output()",
    "Requires run access",
  ],
  [
    "runs a program by node:child_process",
    "(await node('child_process')).execSync('id').toString()",
    "Requires env access",
  ],
  [
    "loads a native library",
    "Deno.dlopen('libc.so.6', {})",
    "Requires ffi access",
  ],
  [
    "loads a native add-on",
    "process.dlopen({ exports: {} }, 'libc.so.6') ?? 'loaded'",
    "Requires ffi access",
  ],
  [
    "opens a connection",
    "await Deno.connect({ port: 443, hostname: '127.0.0.1' })",
    "Requires net access",
  ],
  [
    "listens for connections",
    "Deno.listen({ port: 0 })",
    "Requires net access",
  ],
  [
    "opens a connection by node:net",
    "await new Promise(async (yes, no) => (await node('net')).connect(443, '127.0.0.1').on('connect', () => yes('connected')).on('error', no))",
    "Requires net access",
  ],
  [
    "fetches from the network",
    "await (await fetch('http://127.0.0.1:80/')).text()",
    "Requires net access",
  ],
  [
    "opens a web socket",
    "await new Promise((yes, no) => { const s = new WebSocket('ws://127.0.0.1:80/'); s.onopen = yes; s.onerror = (e) => no(e.error ?? e); })",
    "Requires net access",
  ],
  [
    "asks for a name",
    "await Deno.resolveDns('localhost', 'A')",
    "Requires net access",
  ],
  [
    "imports from the network",
    "await import('https://127.0.0.1/x.js')",
    "A remote specifier was requested",
  ],
  [
    "imports from a package registry",
    "await import('npm:left-pad@1.3.0')",
    "Could not find a matching package",
  ],
  [
    "imports from another registry",
    "await import('jsr:@std/yaml@1.0.0')",
    "JSR package manifest",
  ],
  [
    "imports a package of the house that is not for plugins",
    "await import('npm:@duckdb/node-api@1.5.4-r.1')",
    "Requires ffi access",
  ],
  [
    "writes a file",
    "Deno.writeTextFileSync(SECRET, 'forged') ?? 'written'",
    "Requires write access",
  ],
  [
    "writes into its own copy",
    "Deno.writeTextFileSync(import.meta.dirname + '/x.json', '1') ?? 'written'",
    "Requires write access",
  ],
  [
    "writes into the folder it stands in",
    "Deno.writeTextFileSync('x.json', '1') ?? 'written'",
    "Requires write access",
  ],
  [
    "writes a file by node:fs",
    "(await node('fs')).writeFileSync(SECRET, 'forged') ?? 'written'",
    "Requires write access",
  ],
  [
    "makes a temporary file",
    "Deno.makeTempFileSync()",
    "Requires write access",
  ],
  [
    "makes a link",
    "Deno.symlinkSync(SECRET, import.meta.dirname + '/link') ?? 'linked'",
    "requires unscoped --allow-read and --allow-write",
  ],
  [
    "asks for a permission",
    "(await Deno.permissions.request({ name: 'read' })).state === 'granted' ? 'granted' : missing('not granted')",
    "not granted",
  ],
  [
    "asks the machine's name",
    "Deno.hostname()",
    "Requires sys access",
  ],
  [
    "asks for the machine's network",
    "Deno.networkInterfaces()",
    "Requires sys access",
  ],
  [
    "asks who its user is",
    "Deno.uid()",
    "Requires sys access",
  ],
  [
    "changes its folder",
    "Deno.chdir('/') ?? 'changed'",
    "Requires read access",
  ],
  [
    "keeps something in caches",
    "await (await caches.open('x')).put('http://x/', new Response('x')) ?? 'kept'",
    "caches is not defined",
  ],
  [
    "keeps something in caches of a thread",
    "await thread(`caches.open('x').then((c) => c.put('http://x/', new Response('x'))).then(() => say('kept'), say)`)",
    "Failed to create cache storage directory",
  ],
  [
    "keeps something in localStorage",
    "localStorage.setItem('x', 'x') ?? 'kept'",
    "localStorage is not defined",
  ],
  [
    "opens a key-value store",
    "await Deno.openKv()",
    "openKv is not a function",
  ],
  [
    "opens a debugger",
    "(await node('inspector')).open(0) ?? 'opened'",
    "Requires sys access",
  ],
];
