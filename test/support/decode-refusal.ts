import type { Fact } from "../../src/domain/errors/portolan-error.ts";
import { ledgerErrorFacts } from "../../src/domain/rules/ledger-error-facts.ts";
import type { LedgerErrorCode } from "../../src/domain/rules/refusal.ts";
import { ICooperationLedger__factory } from "../../types/factories/interfaces/ICooperationLedger__factory.ts";
import { IShipmentLedger__factory } from "../../types/factories/interfaces/IShipmentLedger__factory.ts";
import type { ExpectedRefusal } from "./lifecycle-vectors.ts";

const ledgers = [IShipmentLedger__factory.createInterface(), ICooperationLedger__factory.createInterface()];

/** A refusal of a ledger, from its bytes. */
export function decodeRefusal(reason: string): ExpectedRefusal {
  const error = ledgers.map((ledger) => ledger.parseError(reason)).find((parsed) => parsed !== null);
  if (error === undefined) throw new Error(`${reason} is no error of a ledger.`);
  const code = error.name as LedgerErrorCode;
  const parameters = error.fragment.inputs.map(({ name }, index): [string, Fact] => {
    const value: unknown = error.args[index];
    return [name, typeof value === "bigint" ? Number(value) : String(value)];
  });
  return { code, facts: ledgerErrorFacts(code, Object.fromEntries(parameters)) };
}
