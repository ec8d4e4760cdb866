/** Lets a plugin write frames of its own making, past the runner. */
export const FORGE = `
function forge(kind, payload) {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const prefix = Uint32Array.of(0x31574650, kind, bytes.length);
  write(new Uint8Array(prefix.buffer));
  write(bytes);
}
function forgeHead(type, values = {}, columns = []) {
  forge(1, JSON.stringify({ type, values, columns }));
}
function write(bytes) {
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}
`;
