import { packedText } from "./manifest/packed_text.ts";

/** A manifest of a method `one`, with other values where they are given. */
export function manifestOf(other: Readonly<Record<string, unknown>> = {}) {
  return {
    ...{ schema: "permafrost/plugin@1", name: "@you/one", licence: "MIT", bench: "0.1.0" } as const,
    ...{ deno: "2.9.6", contract: 1, id: "one", version: "1.0.0", title: "One" } as const,
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 9 }, needs: [] } as const,
    ...other,
  };
}

/** JavaScript of a method whose meta is this and which scores every candidate alike. */
export function codeOf(meta: Readonly<Record<string, unknown>> = {}): string {
  const { contract, id, version, title, citation, variant, domains, needs } = manifestOf(meta);
  const all = { contract, id, version, title, citation, variant, domains, needs };
  return `export default { meta: ${JSON.stringify(all)}, defaults: {}, fit() {} };\n`;
}

/** A packed method: its manifest may say another thing than its code. */
export function packedOf(
  manifest: Readonly<Record<string, unknown>> = {},
  meta: Readonly<Record<string, unknown>> = {},
): string {
  return packedText(manifestOf(manifest), codeOf(meta));
}
