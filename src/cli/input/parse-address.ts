import { InvalidArgumentError } from "commander";
import type { Hex } from "../../domain/entry.ts";

/** The address of an account or contract from the command line, in lower case. */
export function parseAddress(text: string): Hex {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw new InvalidArgumentError("It is 0x and 40 hexadecimal digits.");
  return text.toLowerCase() as Hex;
}
