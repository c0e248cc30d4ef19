/** Something that is wrong with a document or an event. */
export interface Problem {
  /** JSON Pointer (RFC 6901) to what is wrong. */
  readonly pointer: string;
  /** Completes the sentence that the pointer begins: `must be …`, `is missing`. */
  readonly reason: string;
}

/** The pointer to a member or element of what `pointer` points to. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
