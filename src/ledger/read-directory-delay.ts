import type { Hex } from "../domain/entry.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";
import { directoryInterface } from "./directory-interface.ts";

/** Seconds between the submission of a change of a directory and its effect. The node's answer is unproved. */
export async function readDirectoryDelay(rpc: Rpc, directory: Hex): Promise<number> {
  const answer = await callContract(rpc, {
    to: directory,
    data: directoryInterface.encodeFunctionData("delay") as Hex,
  });
  return Number(directoryInterface.decodeFunctionResult("delay", answer)[0]);
}
