/**
 * Pictures of a report, for the project's pages: `report-light.webp`, `report-dark.webp` and
 * `report-phone.webp`.
 *
 *     deno run -A leaderboard/report/testing/report_images.ts results/report.html docs/images
 *
 * Source of those that are committed: the report of `deno task bench`, in Chromium with the font Inter.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.ts";
import { findChromium } from "./find_chromium.ts";

const LOOKS = {
  light: { width: 1280, height: 1240, theme: "light" },
  dark: { width: 1280, height: 1240, theme: "dark" },
  phone: { width: 390, height: 844, scale: 2, theme: "light" },
} as const;

if (import.meta.main) {
  const [page, folder] = Deno.args, path = await findChromium();
  if (page === undefined || folder === undefined || path === undefined) {
    throw new TypeError(
      "Cannot take pictures: expected a report, a folder, and a Chromium in PATH",
    );
  }
  await using browser = await Browser.open(path);
  for (const [name, look] of Object.entries(LOOKS)) {
    await browser.look(look);
    await browser.go(pathToFileURL(resolve(page)).href);
    if (name === "phone") await browser.ask(`document.querySelector(".count").scrollIntoView()`);
    await Deno.writeFile(join(folder, `report-${name}.webp`), await browser.picture());
  }
}
