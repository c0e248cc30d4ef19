/** A question that the audit could not answer, with the reason. */
export interface Untold {
  readonly what: string;
  readonly reason: string;
}
