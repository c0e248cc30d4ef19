import { expect } from "chai";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { eventually } from "../support/eventually.ts";
import type { OpenConsole } from "./open-console.ts";

/** Folder for pictures of all pages, which are only taken with this variable: they take most of the browser's time. */
const PICTURES = process.env["PICTURES"];

/** The browser does not lay out content outside the window, so a picture of the whole page would be blank there. */
const SHOW_ALL = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".entries > div { content-visibility: visible }");
  document.adoptedStyleSheets.push(sheet);
}`;

/** Pixels by which the page is wider than the window; a chart or list adapts in the frames after a resize. */
const OVERFLOW = "document.documentElement.scrollWidth - innerWidth";

const WIDTHS = [360, 768, 1280, 1920];

const DARK_WIDTH = 1280;

/** Least share in percent of a page's width that its contents use; forms have the padding of a panel. */
const USED = 85;

/** The combined width of an element's boxes, in percent of the window without the page's margins. */
const shareOf = (selector: string) => `{
  const boxes = [...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.getBoundingClientRect());
  const { paddingLeft, paddingRight } = getComputedStyle(document.querySelector("main"));
  const margins = parseFloat(paddingLeft) + parseFloat(paddingRight);
  const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
  (100 * width) / (document.documentElement.clientWidth - margins);
}`;

/** The dates and durations in an element that a line break divides. */
const BROKEN_DATES = `[...document.querySelectorAll(".findings li")].flatMap((line) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), broken = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const { 0: said, index } of node.data.matchAll(/[A-Z][a-z]{2}\\s\\d+,\\s\\d{4}(?:,\\s\\d+:\\d\\d\\s[AP]M)?|\\d+\\s(?:days?|hr|min|sec)/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + said.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(said);
    }
  }
  return broken;
})`;

/** Largest height of a picture in pixels; beyond it the browser repeats the top of the page. */
const DRAWN = 8_000;

/** The elements of most pages that take the whole width. */
export const WIDE = ".panel, .notice";

/**
 * Requires that the current page fits four screen widths, uses their width and meets the accessibility rules in the light
 * and the dark colours, in which only the contrast differs. Saves a picture of each where a folder for them is named.
 *
 * @param name Name of the pictures.
 * @param wide Elements that take the whole width of the page; absent for a page without such.
 */
export async function requireFit(
  { page, violations }: OpenConsole,
  { name, wide }: { readonly name: string; readonly wide: string | undefined },
): Promise<void> {
  await page.evaluate(SHOW_ALL);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await eventually(`the page fits ${width} pixels`, async () => Number(await page.evaluate(OVERFLOW)) <= 0);
    expect(await page.evaluate(BROKEN_DATES), `divided at ${width}`).to.deep.equal([]);
    if (wide !== undefined) {
      const share = await page.evaluate(shareOf(wide));
      expect(share, `percent of the width that is used at ${width}`).to.be.at.least(USED);
    }
    await savePicture(page, `${name}-${width}-light`, width);
  }
  expect(await violations(), "in light colours").to.deep.equal([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: DARK_WIDTH, height: 900 });
  await savePicture(page, `${name}-${DARK_WIDTH}-dark`, DARK_WIDTH);
  expect(await violations(["color-contrast"]), "in dark colours").to.deep.equal([]);
  await page.emulateMedia({ colorScheme: "light" });
}

async function savePicture(page: Page, name: string, width: number): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  const height = Number(await page.evaluate("document.documentElement.scrollHeight"));
  await page.screenshot({
    path: join(PICTURES, `${name}.jpg`),
    type: "jpeg",
    quality: 85,
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, DRAWN) },
    // Of the longest page, on a machine with other things to do.
    timeout: 60_000,
  });
}
