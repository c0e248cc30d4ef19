import { fromJsonText } from "../../../../src/domain/encoding/json-text.ts";
import type { JsonObject } from "../../../../src/domain/encoding/json.ts";
import type { Bytes32, ParticipantId } from "../../../../src/domain/entry.ts";
import { FIELD_CLASSES } from "../../../../src/domain/audience/view.ts";
import { classOfMember } from "../../../../src/domain/payload/field-class.ts";
import type { EverEntitled } from "./ever-entitled.ts";
import type { MemberStore } from "./member-store.ts";

/** What a store holds although none of its members was ever entitled to it: in words, empty when all is right. */
export async function findExcess({ db, name, members }: MemberStore, ever: EverEntitled): Promise<string[]> {
  const payloads = await db.reader.selectFrom("payloads").selectAll().where("body", "is not", null).execute();
  const identities = await db.reader.selectFrom("identities").selectAll().execute();
  return [
    ...payloads.flatMap(({ commitment, author, body, seed }) => {
      if (body === null) return [];
      const held = { commitment, author, body: fromJsonText(body), isWhole: seed !== null };
      return deniedMembers(held, members, ever).map((member) => `${name} holds ${member} of ${commitment}`);
    }),
    ...identities
      .filter(({ shipment, opened_by }) => !members.includes(opened_by) && !ever.knowsIdentifier(shipment, members))
      .map(({ shipment }) => `${name} knows the identifier of ${shipment}`),
  ];
}

/** A payload, or a part of one, that somebody has. */
export interface HadPayload {
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
  readonly body: JsonObject;
  /** With the seed, which opens everything. */
  readonly isWhole: boolean;
}

/** The members of a payload to which none of the participants was ever entitled. */
export function deniedMembers(
  { commitment, author, body, isWhole }: HadPayload,
  participants: readonly ParticipantId[],
  ever: EverEntitled,
): string[] {
  const open = ever.classesOf(commitment, author, participants);
  const denied = Object.keys(body).filter((member) => !open.has(classOfMember(member)));
  return isWhole && open.size < FIELD_CLASSES.length ? [...denied, "the seed"] : denied;
}
