import type { LEDGER_ERRORS } from "../errors/ledger.errors.ts";
import type { Fact, Facts, PortolanError } from "../errors/portolan-error.ts";
import { failureToError } from "../errors/failure.ts";

/** The code of an error of the contracts. */
export type LedgerErrorCode = keyof typeof LEDGER_ERRORS;

/**
 * Why the ledger would not record an entry, as a value: refusing is ordinary, and throwing is slow. The facts are those
 * of the Solidity error; phases, roles and kinds are given by name (see `ledgerErrorFacts`).
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

/** A refusal whose facts are checked against the table of errors. */
export function refuse<Code extends LedgerErrorCode>(code: Code, facts: Facts<Code>): Refusal {
  return new Refusal(code, facts);
}
