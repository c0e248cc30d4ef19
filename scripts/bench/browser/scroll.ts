import type { Page } from "playwright-core";

/** The frame times of a scroll. */
export interface Scrolled {
  /** Milliseconds of the longest frame. */
  readonly longest: number;
  /** Percentage of frames that took longer than 50 ms, which people notice. */
  readonly late: number;
  /** Scrolled distance in CSS pixels. */
  readonly moved: number;
}

const STEP_PX = 300;
const NOTICED_MS = 50;

const WATCH = `{
  globalThis.frames = [];
  let last = performance.now();
  const tick = (now) => {
    globalThis.frames?.push(now - last);
    last = now;
    if (globalThis.frames) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}`;
const STOP = `(() => { const { frames } = globalThis; globalThis.frames = undefined; return frames.slice(1); })()`;

/** Scrolls fast with the wheel and measures the time of each frame. */
export async function scroll(page: Page, steps: number): Promise<Scrolled> {
  const from = Number(await page.evaluate("scrollY"));
  await page.mouse.move(600, 500);
  await page.evaluate(WATCH);
  for (let step = 0; step < steps; step++) await page.mouse.wheel(0, STEP_PX);
  const frames = (await page.evaluate(STOP)) as number[];
  const late = frames.filter((ms) => ms > NOTICED_MS).length;
  return {
    longest: Math.max(...frames),
    late: (100 * late) / frames.length,
    moved: Number(await page.evaluate("scrollY")) - from,
  };
}
