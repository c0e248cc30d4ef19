import { EXCHANGE_VERSION } from "../../api/exchange.ts";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { FollowedLedger } from "../../exchange/followed-ledger.ts";
import { admitMessage, type MessageKind } from "../../exchange/message.ts";
import type { Statement } from "../../exchange/statement.ts";
import type { Signer } from "../../keys/signer.ts";
import { noteContact } from "../../store/exchange/lanes.ts";
import { MOST_NONCES, useNonce } from "../../store/exchange/nonces.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { followedNow } from "./followed-now.ts";
import { requireOwn } from "./require-own.ts";

/** A message of another member to a member of this gateway. */
export interface AdmittedRequest<Content extends Statement> {
  readonly id: Bytes32;
  readonly statement: Content;
  /** The signer of the recipient, which signs the answer. */
  readonly signer: Signer;
  readonly ledger: FollowedLedger;
}

/** Called once the signature of a sender is verified. It throws to refuse. */
export type AdmitSender = (sender: ParticipantId, items: number) => void;

/**
 * Admits a message: form, recipient, signature, and the rules of its kind.
 *
 * @throws the errors of `readItem` and of signatures; ExchangeNotRecipient for a member of another gateway; ExchangeExpired;
 * ExchangeExpiryTooLate; GatewayNotReady; what `admit` throws.
 */
export function admitRequest<Content extends Statement>(
  context: ExchangeContext,
  kind: MessageKind<Content>,
  item: Uint8Array,
  admit: AdmitSender,
): AdmittedRequest<Content> {
  const ledger = followedNow(context);
  const { recipient } = kind.read(item).statement;
  const signer = requireOwn(context, recipient);
  const now = Math.floor(context.clock() / 1000);
  const admission = admitMessage(kind, item, { member: recipient, ledger, now });
  if (admission.outcome === "refused") throw failureToError(admission.failure);
  if (admission.outcome === "unsupported") {
    const { version } = admission;
    throw new PortolanError("ExchangeVersionUnsupported", { version, supported: EXCHANGE_VERSION });
  }
  admit(admission.statement.sender, 1);
  return { id: admission.id, statement: admission.statement, signer, ledger };
}

/**
 * Takes the nonce of an admitted request, so that nobody can have it answered twice, and notes that its sender is there.
 *
 * @throws ExchangeReplayed; TooManyRequests for a sender with too many requests that have not expired.
 */
export async function takeNonce(
  { db, clock }: ExchangeContext,
  { sender, nonce, expires }: Statement & { readonly nonce: string; readonly expires: number },
): Promise<void> {
  await noteContact(db, sender, clock());
  const taken = await useNonce(db, sender, nonce as Bytes32, expires, Math.floor(clock() / 1000));
  if (taken === "replayed") throw new PortolanError("ExchangeReplayed", { sender });
  if (taken === "too many")
    throw new PortolanError("TooManyRequests", {
      what: "requests that have not expired",
      limit: MOST_NONCES,
      seconds: 604_800,
      retryAfter: 3_600,
    });
}

/** The only item of a request. @throws ExchangeItemInvalid */
export function requireOne(items: readonly Uint8Array[]): Uint8Array {
  const [item] = items;
  if (item === undefined || items.length > 1)
    throw new PortolanError("ExchangeItemInvalid", { problem: `there are ${items.length} instead of one` });
  return item;
}
