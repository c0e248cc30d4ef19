import { InvalidArgumentError } from "commander";

/** As long as a label of an API key can be. */
const LONGEST = 100;

/** A label from the command line. */
export function parseLabel(text: string): string {
  if (text.length === 0 || text.length > LONGEST)
    throw new InvalidArgumentError(`It is a text of 1 to ${LONGEST} characters.`);
  return text;
}
