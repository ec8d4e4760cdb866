// Tries to run code of its own in the hands of whoever reads its scores: an object with getters
// that poses as a Float32Array.
// Has to: fail its run: the getter threw in its own process.

export default {
  meta: {
    ...{ contract: 1, id: "returns_getters", version: "1.0.0", title: "returns_getters" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit() {
    return Promise.resolve({
      score: () =>
        Promise.resolve(Object.create(Float32Array.prototype, {
          buffer: {
            get() {
              throw new Error("read by " + new Error().stack.split("\n").length);
            },
          },
          length: { get: () => 100 },
          byteLength: { get: () => 400 },
        })),
    });
  },
};
