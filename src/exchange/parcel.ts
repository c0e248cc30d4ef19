import { createHash } from "node:crypto";
import {
  type BatchPlace,
  EXCHANGE_VERSION,
  ParcelSchema,
  type ParcelHeader,
  type ParcelItem,
} from "../api/exchange.ts";
import type { Bytes32 } from "../domain/entry.ts";
import type { PairPlace } from "../domain/pair-order.ts";
import { fromBase64url } from "../domain/encoding/strict-base64.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import { readItem, shapeReader, writeItem } from "./read-item.ts";
import { sealAccess, type Claim } from "./seal-access.ts";
import type { SealedContent } from "./seal-content.ts";
import type { SessionKey } from "./session-key.ts";
import { defineStatement, PARTY_FIELDS, type Signed, statementDigest } from "./statement.ts";

/** A parcel: a signed header, the sealed access to the content, and the sealed content. */
export interface Parcel extends Signed<ParcelHeader> {
  /** Present when the signature covers several parcels, see `signParcels`. */
  readonly batch?: BatchPlace | undefined;
  readonly access: Uint8Array;
  readonly content: Uint8Array;
}

/** A sealed parcel that nobody has signed yet, with its id. */
export interface SealedParcel extends Omit<Parcel, "signature" | "batch"> {
  readonly id: Bytes32;
}

/** The digest of the header is the id of the parcel. It stays the same when a later key signs the header again. */
export const PARCEL = defineStatement(
  "Parcel",
  {
    ...PARTY_FIELDS,
    suite: "uint16",
    key: "bytes32",
    height: "uint64",
    sequence: "uint64",
    previous: "bytes32",
    size: "uint32",
    body: "bytes32",
  },
  (header: ParcelHeader) => header,
);

/** The right, key and place of a parcel to make. */
export interface ParcelOrder extends PairPlace {
  readonly claim: Claim;
  /** Sealed to a valid encryption key of the recipient, see `strongestKey`. It names the parties. */
  readonly session: SessionKey;
  /** Height of the final block at which the sender chose the key. */
  readonly height: number;
}

/** Seals content to one recipient. */
export function sealParcel(
  { entry, key: contentKey, bytes: content }: SealedContent,
  order: ParcelOrder,
  ledger: LedgerDomain,
): SealedParcel {
  const { claim, session, height, sequence, previous } = order;
  const { sender, recipient, suite, id: key } = session;
  const access = sealAccess({ contentKey, entry, claim }, session, ledger);
  const statement: ParcelHeader = {
    version: EXCHANGE_VERSION,
    sender,
    recipient,
    suite,
    key,
    height,
    sequence,
    previous,
    size: content.length,
    body: bodyDigest(access, content),
  };
  return { id: statementDigest(PARCEL, statement, ledger), statement, access, content };
}

/** SHA-256 over the sealed access and the sealed content. The suite fixes the length of the first. */
export function bodyDigest(access: Uint8Array, content: Uint8Array): Bytes32 {
  return `0x${createHash("sha256").update(access).update(content).digest("hex")}`;
}

/** Writes a parcel as an item. */
export function encodeParcel({ statement, signature, batch, access, content }: Parcel): Uint8Array {
  return writeItem({
    statement,
    signature,
    ...(batch && { batch }),
    access: Buffer.from(access).toString("base64url"),
    content: Buffer.from(content).toString("base64url"),
  } satisfies ParcelItem);
}

const readShape = shapeReader(ParcelSchema);

/** Reads an item as a parcel, and verifies nothing. @throws as `readItem`. */
export function decodeParcel(item: Uint8Array): Parcel {
  const { access, content, ...signed } = readItem(item, readShape);
  return { ...signed, access: decodeBytes(access, "access"), content: decodeBytes(content, "content") };
}

function decodeBytes(text: string, member: string): Uint8Array {
  const bytes = fromBase64url(text);
  if (bytes === undefined)
    throw new PortolanError("ExchangeItemInvalid", { problem: `/${member} is not canonical base64url` });
  return bytes;
}
