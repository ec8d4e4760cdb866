import { fileURLToPath } from "node:url";

/** Path of the checkout's root, with a trailing slash. */
export const HOUSE: string = fileURLToPath(new URL("../", import.meta.url));
