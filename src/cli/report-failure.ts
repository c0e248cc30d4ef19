import pc from "picocolors";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { printable } from "./output/table.ts";
import type { Terminal } from "./terminal.ts";

/** The command line is wrong, or nothing could be told. */
const INCONCLUSIVE = [
  "ArgumentInvalid",
  "ApiKeyMissing",
  "SettingsInvalid",
  "EvidenceUndecided",
  "AuditInconclusive",
] as const;

/** What has to answer does not. */
const UNREACHABLE = [
  "GatewayUnreachable",
  "GatewayAnswerUnexpected",
  "ChainUnreachable",
  "ChainTimedOut",
  "DatabaseUnusable",
] as const;

/** Writes the one line that an error is to its reader, and gives the exit status that it is to a program. */
export function reportFailure(error: unknown, terminal: Terminal): ExitCode {
  const { red } = pc.createColors(terminal.colour && terminal.interactive);
  const text = PortolanError.is(error)
    ? `${error.message} ${error.remedy}`
    : `Something went wrong that Portolan did not foresee: ${error instanceof Error ? error.message : String(error)}`;
  terminal.stderr.write(`${red("portolan:")} ${printable(text).trim()}\n`);
  if (PortolanError.is(error, ...UNREACHABLE)) return EXIT.unreachable;
  // What could not be told must not look like a fault that was found.
  return PortolanError.is(error, ...INCONCLUSIVE) ? EXIT.usage : EXIT.refused;
}
