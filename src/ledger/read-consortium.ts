import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";
import { ledgerInterface } from "./ledger-interface.ts";

/**
 * The Consortium that a ShipmentLedger or a MemberDirectory asks, lower-case. The node's answer is unproved.
 *
 * @throws AbiMalformed if the address has no such contract.
 */
export async function readConsortium(rpc: Rpc, contract: Hex): Promise<Hex> {
  const data = ledgerInterface.encodeFunctionData("consortium") as Hex;
  const answer = await callContract(rpc, { to: contract, data });
  try {
    const [consortium] = ledgerInterface.decodeFunctionResult("consortium", answer);
    return consortium.toLowerCase() as Hex;
  } catch (cause) {
    throw new PortolanError("AbiMalformed", { problem: `${contract} does not answer to consortium` }, { cause });
  }
}
