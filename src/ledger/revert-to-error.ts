import { Interface } from "ethers/abi";
import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { ledgerErrorFacts } from "../domain/rules/ledger-error-facts.ts";
import { Refusal } from "../domain/rules/refusal.ts";
import { decodeLedgerError } from "./ledger-errors.ts";
import { quantity } from "./quantity.ts";

/** Characters of a foreign error that are repeated at most. */
const SHOWN = 1024;

/** The errors that Solidity itself knows. */
const BUILT_IN = new Interface(["error Error(string)", "error Panic(uint256)"]);

/**
 * The error that a contract reverted with, or gave as the reason of an `EntryRefused`.
 *
 * @param data ABI-encoded error: a selector and its arguments.
 * @returns an error with the code and facts of the table; ContractPanicked (Panic), ContractReverted (Error) or
 * UnknownRevert for one that is not of Portolan's contracts, or not encoded as theirs are.
 */
export function revertToError(data: Hex): PortolanError {
  return revertToRefusal(data)?.toError() ?? builtInError(data) ?? unknownRevert(data);
}

/** The same as a value that is not thrown; `undefined` for what is not an error of Portolan's contracts. */
export function revertToRefusal(data: Hex): Refusal | undefined {
  const error = decodeLedgerError(data);
  return error && new Refusal(error.code, ledgerErrorFacts(error.code, error.parameters));
}

function builtInError(data: Hex): PortolanError | undefined {
  try {
    const error = BUILT_IN.parseError(data);
    if (error?.name === "Panic")
      return new PortolanError("ContractPanicked", { panic: quantity(BigInt(error.args[0])) });
    if (error?.name === "Error")
      return new PortolanError("ContractReverted", { message: String(error.args[0]).slice(0, SHOWN) });
    return undefined;
  } catch {
    // The selector is known, the argument is none: whoever made this is no compiler.
    return undefined;
  }
}

function unknownRevert(data: Hex): PortolanError {
  return new PortolanError("UnknownRevert", { data: data.slice(0, SHOWN) });
}
