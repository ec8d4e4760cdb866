/** Parts of a method's module; what is not given does no harm. */
export interface PluginParts {
  /** Statements at its top. */
  readonly top?: string;
  /** Body of `fit(train, config, context)`; `scorer` is at hand. */
  readonly fit?: string;
  /** Body of `score(batch)`. */
  readonly score?: string;
  /** Fields of the scorer besides. */
  readonly scorer?: string;
  /** Fields of the method besides. */
  readonly fields?: string;
}

/** A method's module: scores candidates by their index, unless its parts say otherwise. */
export function pluginSource(
  { top = "", fit = "return scorer;", score = "return byIndex(batch);", ...more }: PluginParts,
): string {
  return `${top}
function byIndex({ candidates, length }) {
  return Float32Array.from(candidates.kind === "list" ? candidates.items : { length: 3 * length });
}
const scorer = { async score(batch) { ${score} }, ${more.scorer ?? ""} };
export default {
  meta: {
    contract: 1, id: "fixture", version: "1.0.0", title: "Fixture", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: [],
  },
  defaults: { k: 1 },
  async fit(train, config, context) { ${fit} },
  ${more.fields ?? ""}
};
`;
}
