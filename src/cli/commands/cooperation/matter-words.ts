import type { MatterType } from "../../../domain/cooperation/matter-type.ts";

/** A matter that has commands of its own. */
export type CommandedMatter = Exclude<MatterType, "journal">;

/** The command group of a type of matter, and what its help and its lists call one. */
export const MATTER_WORDS: Readonly<Record<CommandedMatter, { readonly group: string; readonly noun: string }>> = {
  agreement: { group: "agreement", noun: "agreement" },
  request: { group: "request", noun: "request" },
  jointCase: { group: "joint", noun: "joint case" },
};
