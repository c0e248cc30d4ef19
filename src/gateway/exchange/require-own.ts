import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Signer } from "../../keys/signer.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** The signer of the member to which a request is sent. @throws ExchangeNotRecipient for a member of another gateway. */
export function requireOwn({ own }: Pick<ExchangeContext, "own">, recipient: ParticipantId): Signer {
  const signer = own.signerOf(recipient);
  if (signer !== undefined) return signer;
  const [member = 0] = own.ids();
  throw new PortolanError("ExchangeNotRecipient", { recipient, member });
}
