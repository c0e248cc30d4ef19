/** What was typed into the fields of a schema, as it was typed: texts, lists of them, and members by name. */
export type Typed = string | readonly Typed[] | TypedMembers;

export interface TypedMembers {
  readonly [member: string]: Typed | undefined;
}

/** Whether nothing was typed, however many fields there are for it. */
export function isBlank(typed: Typed | undefined): boolean {
  if (typed === undefined) return true;
  if (typeof typed === "string") return typed.trim() === "";
  return Object.values(typed).every((part) => isBlank(part as Typed | undefined));
}

export const asText = (typed: Typed | undefined): string => (typeof typed === "string" ? typed : "");

export const asList = (typed: Typed | undefined): readonly Typed[] => (Array.isArray(typed) ? (typed as Typed[]) : []);

export function asMembers(typed: Typed | undefined): TypedMembers {
  return typeof typed === "object" && !Array.isArray(typed) ? (typed as TypedMembers) : {};
}
