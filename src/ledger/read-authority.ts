import { Interface } from "ethers/abi";
import { getAddress } from "ethers/address";
import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";

/** OpenZeppelin's `IAccessManaged`, as far as it is needed. */
const accessManaged = new Interface(["function authority() view returns (address)"]);

/** The AccessManager that governs a Consortium (OpenZeppelin's `AccessManaged.authority`). */
export async function readAuthority(rpc: Rpc, address: Hex): Promise<Hex> {
  const data = accessManaged.encodeFunctionData("authority") as Hex;
  const answer = await callContract(rpc, { to: address, data });
  try {
    const [authority] = accessManaged.decodeFunctionResult("authority", answer);
    return getAddress(String(authority)).toLowerCase() as Hex;
  } catch (cause) {
    throw new PortolanError("AbiMalformed", { problem: "it is not an answer of a Consortium to authority" }, { cause });
  }
}
