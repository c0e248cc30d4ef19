import { InvalidArgumentError } from "commander";

/** Parses an option that takes a number above zero, such as `0.5`. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !(value > 0)) throw new InvalidArgumentError("It is a number above 0.");
  return value;
}
