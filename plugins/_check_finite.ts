import { PluginFailure } from "./plugin_failure.ts";

/** Refuses ±Infinity; NaN says that something cannot be scored. @throws {PluginFailure} "scores" */
export function checkFinite(
  numbers: Float32Array,
  { cannot, place }: { readonly cannot: string; place(at: number): string },
): void {
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] === Infinity || numbers[i] === -Infinity) {
      const what = `${numbers[i]} for ${place(i)}`;
      throw new PluginFailure("scores", `${cannot}: ${what}, expected a finite number or NaN`);
    }
  }
}
