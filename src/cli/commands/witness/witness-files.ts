/** The files of a witness that belong to its key. */
export interface WitnessFiles {
  /** The signed checkpoints. Must never be lost or replaced by an older copy. */
  readonly record: string;
  /** The state of its audit; it can be made again. */
  readonly audit: string;
  readonly lock: string;
}

export function witnessFiles(keyFile: string): WitnessFiles {
  return { record: `${keyFile}.record.json`, audit: `${keyFile}.audit`, lock: `${keyFile}.lock` };
}
