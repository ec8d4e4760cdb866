import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Leaderboard } from "../../schema/leaderboard.ts";
import { reportHtml, type ReportOptions } from "../report_html.ts";
import { Browser } from "./browser.ts";

/** A report in a browser of its own, on a desk, from a file that goes when it is disposed of. */
export class ShownReport implements AsyncDisposable {
  readonly browser: Browser;
  /** Size of the file. */
  readonly bytes: number;
  readonly #folder: string;

  private constructor(browser: Browser, folder: string, bytes: number) {
    this.browser = browser;
    this.bytes = bytes;
    this.#folder = folder;
  }

  /** @param chromium path of the browser */
  static async open(
    chromium: string,
    board: Leaderboard,
    options: Omit<ReportOptions, "recordsAt">,
  ): Promise<ShownReport> {
    const page = await reportHtml(board, { ...options, recordsAt: "out%20there/" });
    const folder = await Deno.makeTempDir(), file = join(folder, "report.html");
    await Deno.writeTextFile(file, page);
    const browser = await Browser.open(chromium);
    await browser.look({ width: 1280, height: 800, theme: "light" });
    await browser.go(pathToFileURL(file).href);
    return new ShownReport(browser, folder, (await Deno.stat(file)).size);
  }

  /** What the console said, what was thrown, and whatever was asked for besides the file itself. */
  complaints(): string[] {
    return this.browser.events.flatMap(({ method, params }) => {
      switch (method) {
        case "Runtime.consoleAPICalled":
        case "Runtime.exceptionThrown":
        case "Log.entryAdded":
          return JSON.stringify(params);
        case "Network.requestWillBeSent":
          return params.type === "Document" ? [] : JSON.stringify(params.request);
      }
      return [];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser[Symbol.asyncDispose]();
    await Deno.remove(this.#folder, { recursive: true });
  }
}
