import { textIfAny } from "./text.ts";

/** A code word of a payload, such as `in_transit`, as words. */
export function sayWord(code: string): string {
  return textIfAny(`word.${code}`) ?? code.replaceAll("_", " ");
}
