// Tries to be checked as one method and to be sent as another: who it is hangs on how often one
// looks.
// Has to: be refused: what was sent is what is checked.
let looks = 0;

export default {
  get meta() {
    return {
      ...{ contract: 1, id: "has_two_faces", version: "1.0.0", title: "has_two_faces" },
      ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
      ...looks++ < 4 ? {} : { id: "popularity" },
    };
  },
  defaults: {},
  fit: () => Promise.resolve({ score: () => Promise.resolve(new Float32Array(0)) }),
};
