/** Where the record of a witness is: beside its key, without which it is worth nothing. */
export function recordOf(keyFile: string): string {
  return `${keyFile}.record.json`;
}
