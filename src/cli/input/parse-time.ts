import { InvalidArgumentError } from "commander";

/** A time from the command line as Unix seconds; without an offset it is UTC. */
export function parseTime(text: string): number {
  const complete = /^\d{4}-\d\d-\d\d$/.test(text)
    ? `${text}T00:00Z`
    : /(Z|[+-]\d\d:\d\d)$/.test(text)
      ? text
      : `${text}Z`;
  const milliseconds = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(complete) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new InvalidArgumentError("It is a time such as 2026-03-02 or 2026-03-02T14:05Z.");
  return Math.floor(milliseconds / 1000);
}
