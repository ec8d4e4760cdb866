// Tries to end the whole bench by a frame of its own that brings in Infinity as JSON: 1e400.
// Has to: be refused, alone.

function forge(head, columns = []) {
  const bytes = new TextEncoder().encode(typeof head === "string" ? head : JSON.stringify(head));
  for (const [kind, part] of [[1, bytes], ...columns.map((each) => [2, each])]) {
    write(new Uint8Array(Uint32Array.of(0x31574650, kind, part.length).buffer));
    write(part);
  }
}
function write(bytes) {
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}
const meta = JSON.stringify({
  ...{ contract: 1, id: "forged", version: "1.0.0", title: "Forged", citation: "none" },
  ...{ variant: "original", domains: { min: 1, max: 255 }, needs: [] },
});
const k = "1e400";
forge(`{"type":"ready","values":{"meta":${meta},"defaults":{"k":${k}},"space":null},"columns":[]}`);
for (;;);
