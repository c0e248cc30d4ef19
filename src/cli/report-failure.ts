import pc from "picocolors";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { printable } from "./output/table.ts";
import type { Terminal } from "./terminal.ts";

/** Errors of a wrong command line or an inconclusive result. */
const INCONCLUSIVE = [
  "ArgumentInvalid",
  "ApiKeyMissing",
  "ApiKeyMalformed",
  "FileUnreadable",
  "FileInvalid",
  "JourneyInvalid",
  "SettingsInvalid",
  "EvidenceUndecided",
  "AuditInconclusive",
  "ProfileUnknown",
  "ProfilePlaceUnknown",
  "ClockEventInvalid",
] as const;

/** Errors of a service that does not answer. */
const UNREACHABLE = [
  "GatewayUnreachable",
  "GatewayAnswerUnexpected",
  "ChainUnreachable",
  "ChainTimedOut",
  "DatabaseUnusable",
] as const;

/** Writes an error as one line and returns the exit status for it. */
export function reportFailure(error: unknown, terminal: Terminal): ExitCode {
  const { red } = pc.createColors(terminal.colour && terminal.interactive);
  const text = PortolanError.is(error)
    ? `${error.message} ${error.remedy}`
    : `Unexpected error: ${error instanceof Error ? error.message : String(error)}`;
  terminal.stderr.write(`${red("portolan:")} ${printable(text).trim()}\n`);
  if (PortolanError.is(error, ...UNREACHABLE)) return EXIT.unreachable;
  // An inconclusive result must not look like a fault.
  return PortolanError.is(error, ...INCONCLUSIVE) ? EXIT.usage : EXIT.refused;
}
