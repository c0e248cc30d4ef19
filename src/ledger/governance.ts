import { AbiCoder } from "ethers/abi";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { keccak256Hex } from "../domain/encoding/keccak256.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";
import { governanceInterface } from "./governance-interface.ts";

/** A call under an OpenZeppelin AccessManager: the caller, the called contract and the calldata. */
export interface Operation {
  readonly caller: Hex;
  readonly target: Hex;
  readonly data: Hex;
}

/** Calldata for the AccessManager. A delayed operation is scheduled, then executed or cancelled. */
export const governance = {
  /** @param when Earliest time of execution, Unix seconds; 0 is as soon as the delay allows. */
  schedule: ({ target, data }: Pick<Operation, "target" | "data">, when = 0): Hex =>
    governanceInterface.encodeFunctionData("schedule", [target, data, when]) as Hex,

  execute: ({ target, data }: Pick<Operation, "target" | "data">): Hex =>
    governanceInterface.encodeFunctionData("execute", [target, data]) as Hex,

  cancel: ({ caller, target, data }: Operation): Hex =>
    governanceInterface.encodeFunctionData("cancel", [caller, target, data]) as Hex,
} as const;

/** The id under which the AccessManager keeps an operation (`hashOperation`). */
export function operationId({ caller, target, data }: Operation): Bytes32 {
  const encoded = AbiCoder.defaultAbiCoder().encode(["address", "address", "bytes"], [caller, target, data]);
  return keccak256Hex(Buffer.from(encoded.slice(2), "hex"));
}

/** Whether an operation can be executed at once, only after a delay in seconds, or (neither) not at all. */
export async function canCall(
  rpc: Rpc,
  manager: Hex,
  { caller, target, data }: Operation,
): Promise<{ readonly immediate: boolean; readonly delay: number }> {
  const question = governanceInterface.encodeFunctionData("canCall", [caller, target, data.slice(0, 10)]) as Hex;
  const [immediate, delay] = decode("canCall", await callContract(rpc, { to: manager, data: question }));
  return { immediate: Boolean(immediate), delay: Number(delay) };
}

/** From when a scheduled operation can be executed, Unix seconds; 0 when it is not scheduled, or has expired. */
export async function scheduledFor(rpc: Rpc, manager: Hex, operation: Bytes32): Promise<number> {
  const question = governanceInterface.encodeFunctionData("getSchedule", [operation]) as Hex;
  const [time] = decode("getSchedule", await callContract(rpc, { to: manager, data: question }));
  return Number(time);
}

function decode(method: "canCall" | "getSchedule", answer: Hex): readonly unknown[] {
  try {
    return governanceInterface.decodeFunctionResult(method as never, answer).toArray();
  } catch (cause) {
    throw new PortolanError(
      "AbiMalformed",
      { problem: `it is not an answer of an AccessManager to ${method}` },
      { cause },
    );
  }
}
