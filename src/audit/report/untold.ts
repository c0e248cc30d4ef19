/** A question that the audit could not answer. */
export interface Untold {
  readonly what: string;
  readonly reason: string;
}
