import { randomBytes } from "node:crypto";
import type { ParcelContent } from "../../src/api/exchange.ts";
import { type Entry, type EntryHash, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { hexOf } from "../../src/domain/encoding/hex.ts";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { newShipmentBlind, shipmentId } from "../../src/domain/identifiers/shipment-id.ts";
import { commit } from "../../src/domain/payload/commitment.ts";
import { newPayloadSeed } from "../../src/domain/payload/payload-salts.ts";
import type { EncryptionKey } from "../../src/exchange/encryption-key.ts";
import type { FollowedLedger } from "../../src/exchange/followed-ledger.ts";
import { authenticateParcel, type ParcelRecipient } from "../../src/exchange/authenticate-parcel.ts";
import { openParcels, type ParcelJudge } from "../../src/exchange/open-parcels.ts";
import type { ParcelOutcome } from "../../src/exchange/parcel-outcome.ts";
import { readParcel } from "../../src/exchange/read-parcel.ts";
import type { Parcel, ParcelOrder } from "../../src/exchange/parcel.ts";
import { sealParcelContent } from "../../src/exchange/parcel-content.ts";
import { sealSessionKey, type Pair } from "../../src/exchange/session-key.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { entryOf } from "../support/entry-of.ts";
import { createMember, type TestMember } from "./test-member.ts";
import { makeParcel } from "./make-parcel.ts";

export const DOMAIN = { chainId: 31_337, ledger: `0x${"5f".repeat(20)}` as Hex };

/** Canonical URI of a container. */
export const CONTAINER = "urn:epc:id:bic:CSQU3054383";

/** A recorded entry, and the content that its author can give. */
export interface TestEntry {
  readonly entry: Entry;
  readonly hash: EntryHash;
  readonly content: ParcelContent;
}

/** Two members that have followed the same ledger. */
export interface TestExchange {
  readonly sender: TestMember;
  readonly recipient: TestMember;
  readonly ledger: FollowedLedger;
  readonly judge: ParcelRecipient & ParcelJudge;
  readonly recorded: TestEntry;
}

/** An entry with a payload, of a container with a blinded id. */
export function createEntry(payload: JsonObject = { bizStep: "departing", seals: ["S-1"] }): TestEntry {
  const seed = newPayloadSeed();
  const blind = newShipmentBlind();
  const commitment = commit(payload, seed);
  const entry = entryOf("Report", { shipment: shipmentId(blind, CONTAINER), author: 1, commitment });
  return {
    entry,
    hash: createEntryHasher(DOMAIN)(entry),
    content: {
      commitment,
      identities: [{ identifier: CONTAINER, blind: hexOf(blind) }],
      payload: { view: "whole", seed: hexOf(seed), body: payload },
    },
  };
}

/** @param ledger Differences from a ledger that both have followed to block 100, with one entry. */
export async function createExchange(): Promise<TestExchange> {
  const [sender, recipient] = await Promise.all([createMember(1), createMember(2)]);
  const recorded = createEntry();
  const members = new Map([sender, recipient].map(({ participant }) => [participant.id, participant]));
  const ledger: FollowedLedger = {
    domain: DOMAIN,
    height: 100,
    time: 1_767_225_600,
    participant: (id) => members.get(id),
  };
  const { decryption } = recipient;
  const judge: TestExchange["judge"] = {
    member: recipient.participant.id,
    ledger,
    decryptionKey: async (id) => (id === decryption.id ? decryption : undefined),
    requiredSuite: () => decryption.suite,
    entries: async (hashes) =>
      new Map(hashes.includes(recorded.hash) ? [[recorded.hash, recorded.entry] as const] : []),
  };
  return { sender, recipient, ledger, judge, recorded };
}

/** Judges a received item as a recipient does, without its judgement of the claim. */
export async function openItem(item: Uint8Array, judge: TestExchange["judge"]): Promise<ParcelOutcome> {
  const read = readParcel(item);
  const [outcome] = await openParcels([read.outcome === "read" ? authenticateParcel(read.parcel, judge) : read], judge);
  return outcome as ParcelOutcome;
}

/** A parcel of the recorded entry from sender to recipient, with differences. */
export async function parcelOf(
  { sender, recipient, recorded }: TestExchange,
  {
    content = recorded.content,
    hash = recorded.hash,
    key = recipient.encryption,
    ...order
  }: Partial<TestEntry & ParcelOrder & Pair & { readonly key: EncryptionKey }> = {},
): Promise<Parcel> {
  const sealed = sealParcelContent(content, hash, DOMAIN);
  const claim = { rule: "consignee", height: 90 };
  const parties = { sender: sender.participant.id, recipient: recipient.participant.id, ...order };
  const session = await sealSessionKey(parties, key, DOMAIN);
  const place = { sequence: 1, previous: ZERO_BYTES32 };
  return makeParcel(sealed, { ...place, claim, session, height: 95, ...order }, sender.signer, DOMAIN);
}

export function randomBytes32(): Hex {
  return hexOf(randomBytes(32));
}
