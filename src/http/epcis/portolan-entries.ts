/**
 * Whether a request asks for the ledger entries of each event: `Portolan-Entries: true`.
 * It is a header field, because an additional query parameter could clash with a parameter of EPCIS.
 */
export function wantsEntries(header: (name: string) => string | undefined): boolean {
  return header("portolan-entries")?.trim().toLowerCase() === "true";
}
