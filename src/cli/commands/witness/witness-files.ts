/** Paths of the files that belong to a witness key. */
export interface WitnessFiles {
  /** Record of signed checkpoints. An operator must never lose it or restore an older copy. */
  readonly record: string;
  /** Audit checkpoint, which the witness can compute again. */
  readonly audit: string;
  readonly lock: string;
}

export function witnessFiles(keyFile: string): WitnessFiles {
  return { record: `${keyFile}.record.json`, audit: `${keyFile}.audit`, lock: `${keyFile}.lock` };
}
