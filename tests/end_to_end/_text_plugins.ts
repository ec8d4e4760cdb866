/** A log of 120 users in two domains: each user stays with one subject, which items' texts tell. */
export function textCsv(random: (user: number, event: number) => number): string {
  const subjects = [
    "a love story with kiss and heart",
    "tanks of the army at war",
    "space rocket to the planet",
    "piano and guitar music",
    "football team and player",
    "cooking a cake in the kitchen",
  ];
  const lines = ["user_id,item_id,timestamp,domain,text"];
  for (let user = 0; user < 120; user++) {
    for (let event = 0; event < 9; event++) {
      const drawn = random(user, event), domain = drawn % 2 ? "films" : "books";
      const item = user % 6 + 6 * ((drawn >> 1) % 10),
        time = 1.6e9 + 86400 * (20 * event + user % 9);
      lines.push(`u${user},i${item},${time},${domain},${subjects[item % 6]} ${item}`);
    }
  }
  return lines.join("\n") + "\n";
}

/** A method that scores by text alone, and fails if it is shown another catalogue than it should be. */
export const READER = `
const fail = (is) => { throw new Error(is); };
const checked = (catalogue) => {
  const { items, itemText, itemTextSize: size } = catalogue;
  if (itemText?.length !== items * size || size !== 32) fail("texts of " + itemText?.length);
  for (let item = 0; item < items; item++) {
    const length = Math.hypot(...itemText.subarray(item * size, (item + 1) * size));
    if (Math.abs(length - 1) > 1e-5) fail("a vector of length " + length);
  }
  return catalogue;
};
const reading = (catalogue, { sharpness }) => {
  const { itemText, itemTextSize: size, domains } = checked(catalogue);
  return {
    score({ length, history, candidates, domain }) {
      const scores = [];
      for (let query = 0; query < length; query++) {
        const taste = new Float64Array(size);
        for (let at = history.offsets[query]; at < history.offsets[query + 1]; at++) {
          for (let i = 0; i < size; i++) taste[i] += itemText[history.item[at] * size + i];
        }
        const asked = candidates.kind === "list"
          ? candidates.items.subarray(candidates.offsets[query], candidates.offsets[query + 1])
          : domains[domain[query]].pool;
        for (const item of asked) {
          let dot = 0;
          for (let i = 0; i < size; i++) dot += taste[i] * itemText[item * size + i];
          scores.push(sharpness * dot);
        }
      }
      return Promise.resolve(Float32Array.from(scores));
    },
  };
};
export default {
  meta: {
    contract: 1, id: "reader", version: "1.0.0", title: "Reader", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: ["text"],
  },
  defaults: { sharpness: 1 },
  space: { sharpness: [1, 2, 3] },
  fit({ catalogue }, config) {
    return Promise.resolve({
      ...reading(catalogue, config),
      adapt({ catalogue: wider }) {
        if (wider.items <= catalogue.items) fail("no wider catalogue");
        if (catalogue.itemText.some((each, at) => wider.itemText[at] !== each)) fail("moved texts");
        return Promise.resolve(reading(wider, config));
      },
    });
  },
};
`;

/** A method that does not ask for text, and fails if it is shown some. */
export const BLIND = `export default {
  meta: {
    contract: 1, id: "blind", version: "1.0.0", title: "Blind", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: [],
  },
  defaults: {},
  fit({ catalogue }) {
    if (catalogue.itemText || catalogue.itemTextSize !== 0) throw new Error("shown texts");
    const asked = ({ candidates, domain }) =>
      candidates.kind === "list"
        ? candidates.items
        : Array.from(domain, (each) => [...catalogue.domains[each].pool]).flat();
    const score = (batch) => Promise.resolve(Float32Array.from(asked(batch), (item) => item));
    return Promise.resolve({ score });
  },
};
`;
