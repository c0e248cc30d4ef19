import { setImmediate as nextTurn } from "node:timers/promises";
import type { ParcelContent } from "../../api/exchange.ts";
import type { ParcelRule } from "../../domain/audience/parcel-rule.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { itemAt } from "../../domain/item-at.ts";
import type { EncryptionKey } from "../../exchange/encryption-key.ts";
import { type LastOfPair, NO_PARCEL, placeAfter } from "../../domain/pair-order.ts";
import { encodeParcel, sealParcel, type SealedParcel } from "../../exchange/parcel.ts";
import { sealParcelContent } from "../../exchange/parcel-content.ts";
import type { SealedContent } from "../../exchange/seal-content.ts";
import { sealSessionKey } from "../../exchange/session-key.ts";
import { signParcels } from "../../exchange/sign-parcels.ts";
import type { Signer } from "../../keys/signer.ts";
import type { LedgerDomain } from "../../ledger/entry-typed-data.ts";
import { readLastOfPair } from "../../store/exchange/last-of-pair.ts";
import type { Database } from "../../store/open-database.ts";

/** From whom to whom parcels go, and what they may be. */
export interface ParcelOrders {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
  /** The sender's. */
  readonly signer: Signer;
  /** The recipient's. */
  readonly key: EncryptionKey;
  /** Height of the followed block. */
  readonly height: number;
  /** Most parcels, and most bytes of their lines. */
  readonly limit: { readonly items: number; readonly bytes: number };
}

/** Content that the recipient is entitled to by a rule. */
export interface GivenContent {
  readonly entry: EntryHash;
  readonly rule: ParcelRule;
  readonly content: ParcelContent;
}

/** Parcels in the order of their pair, which nobody has stored or sent. */
export interface MadeParcels<Given extends GivenContent> {
  /** The last parcel of the pair before, and the last of these. */
  readonly before: LastOfPair;
  readonly last: LastOfPair;
  readonly parcels: readonly { readonly given: Given; readonly place: LastOfPair; readonly item: Uint8Array }[];
  /** Content that fits no parcel. */
  readonly tooLarge: readonly Given[];
  /** What the limit left no room for. */
  readonly left: readonly Given[];
}

/** Parcels that are made before other work has a turn. */
const PARCELS_A_TURN = 8;

/**
 * Seals contents to one recipient, each in a parcel with the next number of the pair, up to the limit.
 *
 * @throws the errors of the signer; EncryptionKeyInvalid.
 */
export async function makeParcels<Given extends GivenContent>(
  { db, domain }: { readonly db: Database; readonly domain: LedgerDomain },
  { sender, recipient, signer, key, height, limit }: ParcelOrders,
  contents: readonly Given[],
): Promise<MadeParcels<Given>> {
  const session = await sealSessionKey({ sender, recipient }, key, domain);
  const before = (await readLastOfPair(db, sender, recipient)) ?? NO_PARCEL;
  const parcels: { readonly given: Given; readonly place: LastOfPair }[] = [];
  const unsigned: SealedParcel[] = [];
  const [tooLarge, left]: [Given[], Given[]] = [[], []];
  let last = before;
  let bytes = 0;
  for (const [index, given] of contents.entries()) {
    if (index % PARCELS_A_TURN === 0) await nextTurn();
    if (parcels.length === limit.items) {
      left.push(...contents.slice(index));
      break;
    }
    const sealed = seal(given, domain);
    if (sealed === undefined) {
      tooLarge.push(given);
      continue;
    }
    if (bytes + mostBytes(sealed) > limit.bytes) {
      left.push(...contents.slice(index));
      break;
    }
    const place = placeAfter(last);
    const claim = { rule: given.rule, height };
    const parcel = sealParcel(sealed, { ...place, claim, session, height }, domain);
    unsigned.push(parcel);
    bytes += mostBytes(sealed);
    last = { sequence: place.sequence, id: parcel.id };
    parcels.push({ given, place: last });
  }
  const items = (await signParcels(unsigned, signer, domain)).map(encodeParcel);
  return {
    before,
    last,
    parcels: parcels.map((each, index) => ({ ...each, item: itemAt(items, index) })),
    tooLarge,
    left,
  };
}

/** @returns `undefined` for content that is too large for a parcel. */
function seal({ content, entry }: GivenContent, domain: LedgerDomain): SealedContent | undefined {
  try {
    return sealParcelContent(content, entry, domain);
  } catch (error) {
    if (PortolanError.is(error, "ParcelTooLarge")) return undefined;
    throw error;
  }
}

/** Room for the members of an item other than its content. */
const HEADER_BYTES = 4_096;

/** An upper limit of the bytes of a line: the content is written in base64url. */
const mostBytes = ({ bytes }: SealedContent): number => Math.ceil((bytes.length * 4) / 3) + HEADER_BYTES;
