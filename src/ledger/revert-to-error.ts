import type { ErrorDescription } from "ethers";
import type { Hex } from "../domain/entry.ts";
import { LEDGER_ERRORS } from "../domain/errors/ledger.errors.ts";
import { type Fact, PortolanError } from "../domain/errors/portolan-error.ts";
import { ledgerFacts } from "../domain/ledger-facts.ts";
import { type LedgerErrorCode, Refusal } from "../domain/refusal.ts";
import { consortiumInterface } from "./consortium-interface.ts";
import { ledgerInterface } from "./ledger-interface.ts";

/** Hexadecimal of an error that is repeated at most. */
const SHOWN = 2 * 512;

/**
 * The error that a contract reverted with, or gave as the reason of an `EntryRefused`.
 *
 * @param data ABI-encoded error: a selector and its arguments.
 * @returns an error with the code and facts of the table; UnknownRevert, ContractPanicked (Panic) or ContractReverted
 * (Error) for one that is not a contract's own, or whose arguments cannot be decoded.
 */
export function revertToError(data: Hex): PortolanError {
  const refusal = revertToRefusal(data);
  if (refusal !== undefined) return refusal.toError();
  const builtIn = parse(data);
  switch (builtIn?.signature) {
    case "Panic(uint256)":
      return new PortolanError("ContractPanicked", { panic: factOf(builtIn.args[0]) });
    case "Error(string)":
      return new PortolanError("ContractReverted", { message: String(builtIn.args[0]).slice(0, SHOWN) });
    default:
      return new PortolanError("UnknownRevert", { data: data.slice(0, SHOWN) });
  }
}

/** The same as a value that is not thrown; `undefined` for what is not an error of Portolan's contracts. */
export function revertToRefusal(data: Hex): Refusal | undefined {
  const error = parse(data);
  if (error === undefined || !isLedgerError(error.name)) return undefined;
  const parameters = Object.fromEntries(
    error.fragment.inputs.map(({ name }, index) => [name, factOf(error.args[index] as unknown)]),
  );
  return new Refusal(error.name, ledgerFacts(error.name, parameters));
}

function parse(data: Hex): ErrorDescription | undefined {
  for (const contract of [ledgerInterface, consortiumInterface])
    try {
      const error = contract.parseError(data);
      if (error === null) continue;
      // ethers overlooks set bits beyond a type's size, and finds some values malformed only when they are read.
      return contract.encodeErrorResult(error.fragment, error.args.toArray(true)) === data ? error : undefined;
    } catch {
      // The selector is known and the arguments are not those of its error: whoever made it is no contract of ours.
      return undefined;
    }
  return undefined;
}

function isLedgerError(name: string): name is LedgerErrorCode {
  return Object.hasOwn(LEDGER_ERRORS, name);
}

function factOf(value: unknown): Fact {
  if (typeof value === "bigint") return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  if (typeof value === "boolean") return value;
  return String(value).toLowerCase();
}
