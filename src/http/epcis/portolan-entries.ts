/**
 * Whether a request wants each event to tell the entries that carry it, from which its record on the ledger can be
 * checked: `Portolan-Entries: true`. Not an EPCIS parameter, so that no query means anything else by it.
 */
export function wantsEntries(header: (name: string) => string | undefined): boolean {
  return header("portolan-entries")?.trim().toLowerCase() === "true";
}
