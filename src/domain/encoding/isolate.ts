/** Letters of the scripts that are written from right to left. */
const RIGHT_TO_LEFT = String.raw`[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]`;

const SOME = new RegExp(RIGHT_TO_LEFT, "u");
/** Words from right to left with the single spaces and marks between them. */
const RUNS = new RegExp(String.raw`${RIGHT_TO_LEFT}(?:[\s.'"’״׳&/-]?${RIGHT_TO_LEFT})*`, "gu");

/** Isolates a text in a sentence (Unicode UAX 9), when it has letters from right to left: it does not reorder the rest. */
export function isolate(text: string): string {
  return SOME.test(text) ? `\u2068${text}\u2069` : text;
}

/** Isolates every run of words from right to left in a text whose parts are no longer known. */
export function isolateRuns(text: string): string {
  return text.replace(RUNS, "\u2068$&\u2069");
}
