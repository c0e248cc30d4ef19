import { PortolanError } from "./portolan-error.ts";

/** The reason of a system error: its code, such as `ENOENT`, or its message when it has no code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (PortolanError.is(error)) return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
