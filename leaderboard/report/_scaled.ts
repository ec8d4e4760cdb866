import { SCALE } from "./page/scale.ts";

/** A mark in hundred-thousandths. */
export function scaled(value: number | null | undefined): number | null {
  return typeof value === "number" ? Math.round(SCALE * value) : null;
}
