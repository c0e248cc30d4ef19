import { PortolanError } from "../errors/portolan-error.ts";
import { describeCharacter, firstUnseen } from "./unseen.ts";

/**
 * Checks a name or label for people: one line without characters that its reader cannot see. Two names that differ only
 * in these would look the same, and some of them reorder what stands beside them.
 *
 * @param what the text's name in the error.
 * @throws `TextUnseen`
 */
export function requireLineOfText(what: string, text: string): void {
  const blank = /[\t\n\r]/.exec(text);
  const unseen = blank ? { found: describeCharacter(blank[0]), position: blank.index } : firstUnseen(text);
  if (unseen !== undefined) throw new PortolanError("TextUnseen", { what, ...unseen });
}
