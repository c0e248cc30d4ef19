/** A rule of EPCIS or CBV that a document or an event breaks. The word problem means a problem document (RFC 9457). */
export interface Violation {
  /** JSON Pointer (RFC 6901) to the member that breaks it; relative to the document or event. */
  readonly pointer: string;
  /** Completes the sentence that the pointer begins: `must be …`, `is missing`. */
  readonly reason: string;
}

/** A checked value, or the rules that it breaks. */
export type Checked<Value> = { readonly value: Value } | { readonly violations: readonly Violation[] };

/** The pointer to a member or element of the value at `pointer`. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Most characters of a pointer in a sentence: a pointer can hold the name of a member, and so be as long as an event. */
const LONGEST_POINTER = 300;

/** The violation in one line: the pointer as a URI fragment (RFC 6901, 6), a space, and the reason. */
export function describeViolation({ pointer, reason }: Violation): string {
  const fragment = pointer.toWellFormed().slice(0, LONGEST_POINTER).toWellFormed();
  return `#${fragment.split("/").map(encodeURIComponent).join("/")} ${reason}`;
}
