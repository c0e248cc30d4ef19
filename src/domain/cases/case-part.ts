/** The part of a reader in a case, each with its sentence. */
export const CASE_PARTS = {
  agency: "You are the agency of the case.",
  subject: "You are a subject of the case: the agency recorded a notice to you.",
  affected: "The case affects you. The agency has recorded no notice to you yet.",
  tribunal: "Your tribunal may decide about the case.",
  reader: "You are not a party to the case. You may read some of it.",
} as const;

export type CasePart = keyof typeof CASE_PARTS;
