/** One small change of a source file that the suites should detect. */
export interface Mutant {
  /** Path from the project's root. */
  readonly file: string;
  /** The kind of change, by its name in the tool that makes it. */
  readonly operator: string;
  /** Its first line without indentation, which distinguishes equal changes of one file. */
  readonly line: string;
  /** The original and the changed text; runs of white space are one blank. */
  readonly from: string;
  readonly to: string;
}

/** The suites' verdict on a mutant. Stillborn: it did not compile or never ran. */
export type Fate = "killed" | "survived" | "stillborn";

export interface JudgedMutant extends Mutant {
  readonly fate: Fate;
}

/** A mutant of the file's text, with `replacement` for the bytes from `start` to `end`. */
export function mutantAt(
  file: string,
  text: string,
  change: { readonly operator: string; readonly start: number; readonly end: number; readonly replacement: string },
): Mutant {
  const { operator, start, end, replacement } = change;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", start);
  const line = text.slice(from, to === -1 ? undefined : to);
  return { file, operator, line: line.trim(), from: flat(text.slice(start, end)), to: flat(replacement) };
}

const flat = (source: string) => source.replaceAll(/\s+/g, " ").trim();
