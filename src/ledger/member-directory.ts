import type { ChangeHash } from "../domain/directory/directory-event.ts";
import { type Bytes32, type Hex, type ParticipantId, ZERO_BYTES32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { callContract } from "./call-contract.ts";
import type { SignedChange } from "./change-typed-data.ts";
import { directoryInterface } from "./directory-interface.ts";

/** The digest of a participant's last change in the directory; zero before the first. The answer is unproved. */
export async function readMemberHead(rpc: Rpc, directory: Hex, participant: ParticipantId): Promise<ChangeHash> {
  const data = directoryInterface.encodeFunctionData("memberOf", [participant]) as Hex;
  const [member] = decode("memberOf", await callContract(rpc, { to: directory, data }));
  return String(member?.["head"]) as Bytes32;
}

/** The Unix seconds at which a change takes effect; `null` when it is not pending. The answer is unproved. */
export async function readPendingUntil(
  rpc: Rpc,
  directory: Hex,
  participant: ParticipantId,
  change: ChangeHash,
): Promise<number | null> {
  const data = directoryInterface.encodeFunctionData("pendingOf", [participant]) as Hex;
  const [pending] = decode("pendingOf", await callContract(rpc, { to: directory, data }));
  const isPending = pending?.["change"] === change && change !== ZERO_BYTES32;
  return isPending ? Number(pending["effectiveAt"]) : null;
}

/** Calldata that submits a signed change. */
export function submitChangeCall({ type, message }: SignedChange, signature: Hex): Hex {
  const method = ({ Publication: "publish", Recovery: "recover", KeyEnd: "endKey" } as const)[type];
  return directoryInterface.encodeFunctionData(method as "publish", [message as never, signature]) as Hex;
}

function decode(method: "memberOf" | "pendingOf", answer: Hex): readonly Readonly<Record<string, unknown>>[] {
  try {
    return [...directoryInterface.decodeFunctionResult(method as "memberOf", answer)];
  } catch (cause) {
    throw new PortolanError(
      "AbiMalformed",
      { problem: `it is not an answer of a MemberDirectory to ${method}` },
      { cause },
    );
  }
}
