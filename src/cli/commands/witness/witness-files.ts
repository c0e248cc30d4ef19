/** The files of a witness beside its key, without which they are worth nothing. */
export interface WitnessFiles {
  /** What it signed: must never be lost, nor replaced by an older copy. */
  readonly record: string;
  /** What its audit knows: can be made again. */
  readonly audit: string;
  readonly lock: string;
}

export function witnessFiles(keyFile: string): WitnessFiles {
  return { record: `${keyFile}.record.json`, audit: `${keyFile}.audit`, lock: `${keyFile}.lock` };
}
