import type { Bytes32, Hex, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { recoverAddress } from "../keys/recover-address.ts";
import type { FollowedLedger } from "./followed-ledger.ts";

/**
 * Checks that a digest was signed with a ledger key of the sender that is valid at the followed block. The block is the
 * recipient's own: a height that the sender chooses could revive a revoked key. Only accounts sign exchanges, because
 * the signature of a wallet contract cannot be checked without a node.
 *
 * @throws ExchangeSenderUnknown, ExchangeSenderSuspended, ExchangeSignatureInvalid
 */
export function requireSender(
  sender: ParticipantId,
  digest: Bytes32,
  signature: Hex,
  { participant, time }: Pick<FollowedLedger, "participant" | "time">,
): void {
  const enrolled = participant(sender);
  if (enrolled === undefined) throw new PortolanError("ExchangeSenderUnknown", { sender });
  if (enrolled.suspended) throw new PortolanError("ExchangeSenderSuspended", { sender });
  const address = signerOf(digest, signature);
  const isValid = enrolled.keys.some(
    (key) => key.address === address && time >= key.validFrom && time < key.validUntil,
  );
  if (!isValid) throw new PortolanError("ExchangeSignatureInvalid", { sender });
}

function signerOf(digest: Bytes32, signature: Hex): Hex | undefined {
  try {
    return recoverAddress(digest, signature);
  } catch (error) {
    if (!PortolanError.is(error, "SignatureInvalid")) throw error;
    return undefined;
  }
}
