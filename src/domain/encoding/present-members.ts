/** An object without those members that are `undefined`: a member that is absent, rather than present without a value. */
export function presentMembers<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
