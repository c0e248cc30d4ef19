/** Whom a rule binds or serves, each with its name in a sentence. */
export const ORGANS = {
  agency: "The customs agency",
  headquarters: "A headquarters officer of the agency",
  commissioner: "The Commissioner of Customs",
  comptroller: "The Comptroller-General of Customs",
  prosecutor: "The prosecuting attorney",
  court: "The court",
  person: "The person concerned",
  owner: "The owner or claimant",
  rightHolder: "The holder of the right",
  requester: "The requesting authority",
  answerer: "The requested authority",
} as const;

export type Organ = keyof typeof ORGANS;

/** Whether a customs agency speaks for the organ. A prosecutor or a court is another. */
export function isOfAgency(organ: Organ): boolean {
  return organ === "agency" || organ === "headquarters" || organ === "commissioner" || organ === "comptroller";
}

/** Whether the organ is an affected person. */
export function isPrivate(organ: Organ): boolean {
  return organ === "owner" || organ === "person" || organ === "rightHolder";
}
