import type { COOPERATION_ERRORS } from "../errors/cooperation.errors.ts";
import type { DIRECTORY_ERRORS } from "../errors/directory.errors.ts";
import type { LEDGER_ERRORS } from "../errors/ledger.errors.ts";
import type { Fact, Facts, PortolanError } from "../errors/portolan-error.ts";
import { failureToError } from "../errors/failure.ts";

/** The code of an error of the contracts. */
export type LedgerErrorCode =
  keyof typeof LEDGER_ERRORS | keyof typeof DIRECTORY_ERRORS | keyof typeof COOPERATION_ERRORS;

/**
 * The reason why a contract would refuse an entry or a change, as a value: refusals are ordinary, and throwing is slow. The
 * facts are those of the Solidity error, with phases, states, roles, kinds and codes by name (see `ledgerErrorFacts`).
 */
export class Refusal {
  readonly code: LedgerErrorCode;
  readonly facts: Readonly<Record<string, Fact>>;

  constructor(code: LedgerErrorCode, facts: Readonly<Record<string, Fact>>) {
    this.code = code;
    this.facts = facts;
  }

  toError(): PortolanError<LedgerErrorCode> {
    return failureToError(this);
  }
}

/** Makes a refusal, whose facts are typed by the table of errors. */
export function refuse<Code extends LedgerErrorCode>(code: Code, facts: Facts<Code>): Refusal {
  return new Refusal(code, facts);
}
