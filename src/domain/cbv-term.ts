/**
 * The short name of a term of the Core Business Vocabulary 2.0, which may also be given in the forms of its older
 * version and of JSON-LD: `departing`, `urn:epcglobal:cbv:bizstep:departing`, `cbv:BizStep-departing` and
 * `https://ref.gs1.org/cbv/BizStep-departing` are one. Terms of others' vocabularies stay as they are.
 */
export function cbvTerm(term: string): string {
  return term.replace(/^(?:urn:epcglobal:cbv:[a-z]+:|(?:https:\/\/ref\.gs1\.org\/cbv\/|cbv:)[A-Za-z]+-)(?=\w+$)/, "");
}
