import { type Custody, PHASES } from "../domain/rules/custody.ts";
import type { EntryHash, Hex, ShipmentId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { abiWords, numberAt, requireEnd, wordAt } from "./abi-words.ts";
import { callContract } from "./call-contract.ts";
import { ledgerInterface } from "./ledger-interface.ts";

/** What the contract keeps of a shipment at one block. */
export interface ShipmentHead {
  /** Zero when the shipment is unknown. */
  readonly head: EntryHash;
  readonly custody: Custody;
}

/**
 * Asks the ledger itself where a shipment stands (`headOf`, `custodyOf`). The node is trusted for the answer.
 *
 * @param block At which both are read; "latest" may be another for each.
 * @throws AbiMalformed when no ShipmentLedger answers at this address.
 */
export async function readHead(
  rpc: Rpc,
  ledger: Hex,
  shipment: ShipmentId,
  block: number | "latest",
): Promise<ShipmentHead> {
  const ask = (method: "headOf" | "custodyOf") =>
    callContract(
      rpc,
      { to: ledger, data: ledgerInterface.encodeFunctionData(method as "headOf", [shipment]) as Hex },
      block,
    );
  const [head, custody] = await Promise.all([ask("headOf"), ask("custodyOf")]);
  const words = abiWords(head);
  requireEnd(words, 1);
  return { head: wordAt(words, 0), custody: decodeCustody(custody) };
}

/** The fields of `IShipmentLedger.Custody`, a word each. */
function decodeCustody(data: Hex): Custody {
  const words = abiWords(data);
  requireEnd(words, 9);
  const phase = PHASES[numberAt(words, 8, 1)];
  if (phase === undefined) throw new PortolanError("AbiMalformed", { problem: "it has a phase that does not exist" });
  return {
    custodian: numberAt(words, 0, 4),
    consignor: numberAt(words, 1, 4),
    offeredTo: numberAt(words, 2, 4),
    sequence: numberAt(words, 3, 4),
    contents: numberAt(words, 4, 4),
    openCases: numberAt(words, 5, 2),
    openRemedies: numberAt(words, 6, 2),
    height: numberAt(words, 7, 1),
    phase,
  };
}
