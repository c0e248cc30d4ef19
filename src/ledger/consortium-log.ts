import type { Result } from "ethers/abi";
import { replaceUnseen } from "../domain/encoding/unseen.ts";
import type { Hex, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { RoleBits } from "../domain/rules/role.ts";
import { canonicalArgs } from "./canonical-args.ts";
import { type ChainLog, type LogPosition, positionOf } from "./chain-log.ts";
import { bytesOfText, consortiumInterface } from "./consortium-interface.ts";
import { decodeLog } from "./decode-log.ts";

/** A change of the registry of participants; times are Unix seconds, addresses lower-case. */
export type ConsortiumEvent = { readonly participant: ParticipantId; readonly position: LogPosition } & (
  | {
      readonly event: "ParticipantEnrolled";
      readonly roles: RoleBits;
      /** ISO 3166-1 alpha-2. */
      readonly jurisdiction: string;
      readonly name: string;
    }
  | { readonly event: "ParticipantRolesChanged"; readonly roles: RoleBits }
  | { readonly event: "ParticipantJurisdictionChanged"; readonly jurisdiction: string }
  | { readonly event: "ParticipantSuspended" }
  | { readonly event: "ParticipantReinstated" }
  | { readonly event: "KeyAdded"; readonly key: Hex; readonly validFrom: number; readonly validUntil: number }
  | { readonly event: "KeyRevoked"; readonly key: Hex; readonly revokedAt: number }
);

/** The first topic of every event that {@link logToConsortiumEvent} decodes. */
export const CONSORTIUM_TOPICS: readonly Hex[] = (
  [
    "ParticipantEnrolled",
    "ParticipantRolesChanged",
    "ParticipantJurisdictionChanged",
    "ParticipantSuspended",
    "ParticipantReinstated",
    "KeyAdded",
    "KeyRevoked",
  ] as const
).map((name) => consortiumInterface.getEvent(name).topicHash as Hex);

/**
 * Decodes a log of the Consortium, which must be the canonical encoding of one of its events. These logs are few, so
 * that ethers may decode them.
 *
 * @throws LogMalformed
 */
export function logToConsortiumEvent(log: ChainLog): ConsortiumEvent {
  return decodeLog("event of the Consortium", log, decode);
}

function decode(log: ChainLog): ConsortiumEvent {
  const { event: name, args } = parse(log);
  const common = { participant: Number(args["participant"]), position: positionOf(log) };
  switch (name) {
    case "ParticipantEnrolled":
      return {
        ...common,
        event: name,
        roles: Number(args["roles"]),
        jurisdiction: jurisdictionOf(String(args["jurisdiction"])),
        name: nameOf(String(args["name"])),
      };
    case "ParticipantRolesChanged":
      return { ...common, event: name, roles: Number(args["roles"]) };
    case "ParticipantJurisdictionChanged":
      return { ...common, event: name, jurisdiction: jurisdictionOf(String(args["jurisdiction"])) };
    case "ParticipantSuspended":
    case "ParticipantReinstated":
      return { ...common, event: name };
    case "KeyAdded":
      return {
        ...common,
        event: name,
        key: keyOf(args),
        validFrom: Number(args["validFrom"]),
        validUntil: Number(args["validUntil"]),
      };
    case "KeyRevoked":
      return { ...common, event: name, key: keyOf(args), revokedAt: Number(args["revokedAt"]) };
    default:
      throw new PortolanError("AbiMalformed", { problem: `it is ${name}, which the registry does not emit` });
  }
}

/** The values of a log, with texts as bytes, since the contract accepts any bytes as a name. */
function parse({ topics: [topic, ...indexed], data }: ChainLog): { event: string; args: Result } {
  const event = topic && consortiumInterface.getEvent(topic as never)?.name;
  const fragment = event === undefined ? null : bytesOfText.getEvent(event);
  if (event === undefined || fragment === null)
    throw new PortolanError("AbiMalformed", { problem: `no event has the topic ${topic ?? "(none)"}` });
  return { event, args: canonicalArgs(bytesOfText, fragment, indexed, data) };
}

/** UTF-8 text, with U+FFFD for invalid bytes and for characters that its reader cannot see. */
function nameOf(bytes: string): string {
  const text = Buffer.from(bytes.slice(2), "hex").toString("utf8");
  return replaceUnseen(text.replace(/[\t\n\r]/g, "\ufffd"), () => "\ufffd");
}

function keyOf(args: Result): Hex {
  return String(args["key"]).toLowerCase() as Hex;
}

function jurisdictionOf(bytes: string): string {
  return Buffer.from(bytes.slice(2), "hex").toString("latin1");
}
