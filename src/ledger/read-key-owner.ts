import type { Hex, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { ParticipantKey } from "../domain/participant.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";
import { consortiumInterface } from "./consortium-interface.ts";

/** A ledger key with its participant; 0 for an unregistered key. The node's answer is unproved. */
export async function readKeyOwner(
  rpc: Rpc,
  consortium: Hex,
  address: Hex,
): Promise<ParticipantKey & { readonly participant: ParticipantId }> {
  const data = consortiumInterface.encodeFunctionData("keyOf", [address]) as Hex;
  const answer = await callContract(rpc, { to: consortium, data });
  try {
    const [{ participant, validFrom, validUntil }] = consortiumInterface.decodeFunctionResult("keyOf", answer);
    return {
      address,
      participant: Number(participant),
      validFrom: Number(validFrom),
      validUntil: Number(validUntil),
    };
  } catch (cause) {
    throw new PortolanError("AbiMalformed", { problem: "it is not an answer of a Consortium to keyOf" }, { cause });
  }
}
