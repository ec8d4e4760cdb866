import { assert, assertEquals } from "@std/assert";
import { largeBoard } from "./testing/large_board.ts";
import { ShownReport } from "./testing/shown_report.ts";
import { testChromium } from "./testing/test_chromium.ts";

testChromium(
  "a report of 1,000 rows is opened by under 2 seconds of work, and is under 3 MB",
  async (path) => {
    const large = await largeBoard(1000);
    await using shown = await ShownReport.open(path, large.board, { ...large, trust: new Map() });
    const { browser } = shown;
    assert(shown.bytes < 3e6, `${shown.bytes} bytes`);
    const rows = `document.querySelectorAll(".leaderboard tbody tr").length`;
    await browser.ask(`new Promise((done) => {
    const look = () => ${rows} === 1000 ? done() : setTimeout(look);
    look();
  })`);
    const opened = await browser.worked();
    assert(opened < 2, `opened in ${opened} s`);
    await browser.ask(`document.querySelector("thead button").click(), document.body.offsetHeight`);
    const sorted = await browser.worked() - opened;
    assert(sorted < 1, `sorted in ${sorted} s`);
    assertEquals(shown.complaints(), []);
  },
);
