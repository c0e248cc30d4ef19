import { textIfAny } from "../../../texts/text.ts";

/** A member as people call it; its own name where the catalogue has none. */
export const labelOf = (member: string): string => textIfAny(`member.${member}`) ?? member;

/** What helps to fill a member in. */
export const hintOf = (member: string): string | undefined => textIfAny(`member.${member}.hint`);
