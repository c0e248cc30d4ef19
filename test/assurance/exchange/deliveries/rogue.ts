import { randomBytes } from "node:crypto";
import type { ParcelContent } from "../../../../src/api/exchange.ts";
import { AUDIENCE_RULES } from "../../../../src/domain/audience/audience-rule.ts";
import { VIEW_CLASSES } from "../../../../src/domain/audience/view.ts";
import { bytesOf, hexOf } from "../../../../src/domain/encoding/hex.ts";
import { fromJsonText } from "../../../../src/domain/encoding/json-text.ts";
import type { JsonObject } from "../../../../src/domain/encoding/json.ts";
import { type Bytes32, type ParticipantId, ZERO_BYTES32 } from "../../../../src/domain/entry.ts";
import { keysOf } from "../../../../src/domain/keys-of.ts";
import { blockOf } from "../../../../src/domain/position.ts";
import { classOfMember } from "../../../../src/domain/payload/field-class.ts";
import { disclose } from "../../../../src/domain/payload/disclosure.ts";
import { encodeParcel } from "../../../../src/exchange/parcel.ts";
import { sealParcelContent } from "../../../../src/exchange/parcel-content.ts";
import { sealSessionKey } from "../../../../src/exchange/session-key.ts";
import { SEEDED_DOMAIN } from "../../../support/store-follower.ts";
import { some } from "../../../gateway/exchange/random-story.ts";
import type { StoreWorld } from "./store-world.ts";
import { makeParcel } from "../../../exchange/make-parcel.ts";

/** What a member sends that has got hold of any payload, and wants another to hold it. */
export interface RogueAct {
  readonly sender: number;
  readonly recipient: number;
  readonly entry: number;
  /** How much, and what of it is altered. */
  readonly form: number;
  readonly identity: number;
  readonly rule: number;
  readonly key: number;
  readonly sequence: number;
}

const FORMS = ["whole", "whole", "handoff", "unit", "some", "altered", "another"] as const;

/** A sealed and signed parcel, and the member to which it is sealed. */
export interface RogueItem {
  readonly item: Uint8Array;
  readonly recipient: ParticipantId;
}

/** Seals and signs a parcel of any payload to any member. @returns `undefined` without a payload to send. */
export async function makeRogueItem(world: StoreWorld, act: RogueAct): Promise<RogueItem | undefined> {
  const entries = await readPayloads(world);
  if (entries.length === 0) return undefined;
  const other = some(entries, act.identity);
  const { chosen, recipient } = choose(world, entries, act);
  const content: ParcelContent = {
    commitment: chosen.commitment,
    identities: identitiesOf(act.identity % 3 === 0 ? other : chosen, act.identity),
    payload: contentOf(fromJsonText(chosen.body ?? other.body ?? ("{}" as never)), chosen.seed ?? ZERO_BYTES32, act),
  };
  const entry = act.form % FORMS.length === FORMS.indexOf("another") ? other.hash : chosen.hash;
  const senders = world.callers.filter(({ participant }) => world.storeOf(participant) !== world.storeOf(recipient));
  const { participant: sender } = some(senders, act.sender);
  const store = world.storeOf(sender);
  const keys = world.keys.get(act.key % 10 === 0 ? sender : recipient) ?? [];
  const order = {
    claim: { rule: some(keysOf(AUDIENCE_RULES), act.rule), height: store.height },
    session: await sealSessionKey({ sender, recipient }, some(keys, act.key), SEEDED_DOMAIN),
    height: store.height,
    sequence: 1 + (act.sequence % 1_000),
    previous: act.sequence % 1_000 === 0 ? ZERO_BYTES32 : hexOf(randomBytes(32)),
  };
  const sealed = sealParcelContent(content, entry, SEEDED_DOMAIN);
  const item = encodeParcel(await makeParcel(sealed, order, store.signerOf(sender), SEEDED_DOMAIN));
  return { item, recipient };
}

async function readPayloads({ truth: { db } }: StoreWorld) {
  return db.reader
    .selectFrom("entries as e")
    .innerJoin("payloads as p", (join) =>
      join.onRef("p.commitment", "=", "e.commitment").onRef("p.author", "=", "e.author"),
    )
    .leftJoin("identities as i", "i.shipment", "e.shipment")
    .select(["e.hash", "e.commitment", "e.position", "p.body", "p.seed", "i.identifier", "i.blind"])
    .where("p.body", "is not", null)
    .orderBy("e.position")
    .execute();
}

type KnownPayload = Awaited<ReturnType<typeof readPayloads>>[number];

/** Mostly an entry that the recipient has followed, and often one that it may read in part. */
function choose(world: StoreWorld, entries: readonly KnownPayload[], act: RogueAct) {
  const anybody = some(world.callers, act.recipient).participant;
  const inPart = world.ever.entries.flatMap(({ hash, views }) => {
    const entry = entries.find((each) => each.hash === hash);
    return [...views].flatMap(([recipient, view]) =>
      view === "all" || entry === undefined ? [] : [{ chosen: entry, recipient }],
    );
  });
  if (act.recipient % 3 === 0 && inPart.length > 0) return some(inPart, act.entry);
  const height = world.storeOf(anybody).height;
  const followed = entries.filter(({ position }) => blockOf(position) <= height);
  const from = followed.length === 0 || act.sequence % 5 === 0 ? entries : followed;
  return { chosen: some(from, act.entry), recipient: anybody };
}

function identitiesOf(
  { identifier, blind }: { readonly identifier: string | null; readonly blind: Bytes32 | null },
  choice: number,
): ParcelContent["identities"] {
  return choice % 2 === 0 || identifier === null || blind === null ? [] : [{ identifier, blind }];
}

function contentOf(body: JsonObject, seed: Bytes32, { form, identity }: RogueAct): ParcelContent["payload"] {
  const kind = some(FORMS, form);
  const part = (isShown: (member: string, index: number) => boolean) => {
    const shown = Object.keys(body).filter(isShown);
    return {
      view: "fields" as const,
      ...disclose(
        body,
        bytesOf(seed),
        shown.map((member) => `/${member}`),
      ),
    };
  };
  switch (kind) {
    case "handoff":
    case "unit":
      return part((member) => VIEW_CLASSES[kind].has(classOfMember(member)));
    case "some":
      return part((_, index) => ((identity >> index) & 1) === 1);
    case "altered":
      return { view: "whole", seed, body: { ...body, "portolan:place": "NLRTM" } };
    case "whole":
    case "another":
      return { view: "whole", seed, body };
  }
}
