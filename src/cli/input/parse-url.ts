import { InvalidArgumentError } from "commander";

/** An address of something that speaks HTTP, from the command line. */
export function parseUrl(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ""))
    throw new InvalidArgumentError("It is an address that starts with http:// or https://.");
  return text;
}
