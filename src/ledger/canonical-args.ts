import type { EventFragment, Interface, Result } from "ethers/abi";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/**
 * The values of an event's log.
 *
 * @param indexed The topics after the first.
 * @throws AbiMalformed unless the log is their canonical encoding.
 */
export function canonicalArgs(
  contract: Interface,
  fragment: EventFragment,
  indexed: readonly Bytes32[],
  data: Hex,
): Result {
  let args: Result;
  let again: { data: string; topics: (string | string[] | null)[] };
  try {
    args = contract.decodeEventLog(fragment, data, [fragment.topicHash, ...indexed]);
    // ethers ignores set bits beyond a type's size. Encoding the values again must give the same log.
    again = contract.encodeEventLog(fragment, [...args]);
  } catch (cause) {
    throw new PortolanError("AbiMalformed", { problem: "ethers cannot decode it" }, { cause });
  }
  const repeated = again.topics.slice(1);
  if (
    again.data !== data ||
    repeated.length !== indexed.length ||
    !repeated.every((each, index) => each === indexed[index])
  )
    throw new PortolanError("AbiMalformed", { problem: "it is not the canonical encoding of its values" });
  return args;
}
