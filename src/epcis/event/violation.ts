/** A violation of a rule of EPCIS or CBV by a document or an event. */
export interface Violation {
  /** JSON Pointer (RFC 6901) to the invalid member, relative to the document or event. */
  readonly pointer: string;
  /** Predicate of a sentence whose subject is the pointer: `must be …`, `is missing`. */
  readonly reason: string;
}

/** A valid value, or its violations. */
export type Checked<Value> = { readonly value: Value } | { readonly violations: readonly Violation[] };

/** Makes the pointer to a member or element of the value at `pointer`. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Largest length of a pointer in a sentence. A pointer contains names of members, which can be very long. */
const MAX_POINTER_CHARACTERS = 300;

/** Describes a violation in one line: the pointer as a URI fragment (RFC 6901, 6), a space, and the reason. */
export function describeViolation({ pointer, reason }: Violation): string {
  const fragment = pointer.toWellFormed().slice(0, MAX_POINTER_CHARACTERS).toWellFormed();
  return `#${fragment.split("/").map(encodeURIComponent).join("/")} ${reason}`;
}
