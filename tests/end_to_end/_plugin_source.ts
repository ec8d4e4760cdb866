/** A method in one file: scores an item by its training count, and refuses more domains than it takes. */
export function pluginSource(id: string, domains: { min: number; max: number }): string {
  return `export default {
  meta: {
    contract: 1, id: "${id}", version: "1.0.0", title: "${id}", citation: "none",
    variant: "original", domains: ${JSON.stringify(domains)}, needs: [],
  },
  defaults: {},
  fit({ catalogue, events }) {
    if (catalogue.domains.length > ${domains.max}) throw new Error("too many domains");
    const count = new Float64Array(catalogue.items);
    for (const item of events.item) count[item]++;
    const asked = ({ candidates, domain }) =>
      candidates.kind === "list"
        ? candidates.items
        : Array.from(domain, (each) => [...catalogue.domains[each].pool]).flat();
    const score = (batch) => Promise.resolve(Float32Array.from(asked(batch), (item) => count[item]));
    return Promise.resolve({ score });
  },
};
`;
}
