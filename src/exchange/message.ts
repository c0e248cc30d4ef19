import type { Bytes32, ParticipantId } from "../domain/entry.ts";
import type { Failure } from "../domain/errors/failure.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { failureOf } from "./failure-of.ts";
import type { FollowedLedger } from "./followed-ledger.ts";
import { readItem, type ShapeReader } from "./read-item.ts";
import { requireSender } from "./require-sender.ts";
import { type Signed, type Statement, statementDigest, type StatementType } from "./statement.ts";

/** A kind of message that is only a signed statement, unlike a parcel. */
export interface MessageKind<Content extends Statement> {
  readonly type: StatementType<Content>;
  /** Reads an item, and verifies nothing. @throws as `readItem`. */
  readonly read: (item: Uint8Array) => Signed<Content>;
  /** Checks what the shape cannot. @throws ExchangeItemInvalid, ExchangeExpired, ExchangeExpiryTooLate */
  readonly check: (statement: Content, now: number) => void;
}

/** The member that receives a message. */
export interface Receiver {
  readonly member: ParticipantId;
  readonly ledger: Pick<FollowedLedger, "domain" | "time" | "participant">;
  /** The member's clock, in Unix seconds. */
  readonly now: number;
}

/** A message from its sender, with the digest of its statement as id, or the reason why it is none. */
export type Admission<Content extends Statement> =
  | { readonly outcome: "admitted"; readonly id: Bytes32; readonly statement: Content }
  | { readonly outcome: "unsupported"; readonly version: number }
  | { readonly outcome: "refused"; readonly failure: Failure };

/** Defines a kind of message. @param check see {@link MessageKind}. */
export function defineMessage<Content extends Statement>(
  readShape: ShapeReader<Signed<Content>>,
  type: StatementType<Content>,
  check: MessageKind<Content>["check"] = () => {},
): MessageKind<Content> {
  return { type, check, read: (item) => readItem(item, readShape) };
}

/**
 * Judges a received message: size, JSON and version; recipient; signature; the rules of its kind. Never throws for a
 * message's content.
 *
 * @param item The bytes of one line, without its end.
 */
export function admitMessage<Content extends Statement>(
  kind: MessageKind<Content>,
  item: Uint8Array,
  { member, ledger, now }: Receiver,
): Admission<Content> {
  try {
    const { statement, signature } = kind.read(item);
    const { recipient, sender } = statement;
    if (recipient !== member) throw new PortolanError("ExchangeNotRecipient", { recipient, member });
    const id = statementDigest(kind.type, statement, ledger.domain);
    requireSender(sender, id, signature, ledger);
    kind.check(statement, now);
    return { outcome: "admitted", id, statement };
  } catch (error) {
    if (PortolanError.is(error, "ExchangeVersionUnsupported"))
      return { outcome: "unsupported", version: Number(error.facts["version"]) };
    return { outcome: "refused", failure: failureOf(error) };
  }
}
