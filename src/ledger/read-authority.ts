import { getAddress } from "ethers";
import { Consortium__factory } from "../../types/factories/Consortium__factory.ts";
import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";

const consortium = Consortium__factory.createInterface();

/** The AccessManager that governs a Consortium (OpenZeppelin's `AccessManaged.authority`). */
export async function readAuthority(rpc: Rpc, address: Hex): Promise<Hex> {
  const data = consortium.encodeFunctionData("authority") as Hex;
  const answer = await callContract(rpc, { to: address, data });
  try {
    const [authority] = consortium.decodeFunctionResult("authority", answer);
    return getAddress(String(authority)).toLowerCase() as Hex;
  } catch (cause) {
    throw new PortolanError("AbiMalformed", { problem: "it is no answer of a Consortium to authority" }, { cause });
  }
}
