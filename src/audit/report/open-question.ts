/** A question that the audit could not answer, with the reason. */
export interface OpenQuestion {
  readonly what: string;
  readonly reason: string;
}
