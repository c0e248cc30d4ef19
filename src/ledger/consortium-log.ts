import type { LogDescription } from "ethers/abi";
import type { Hex, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { RoleBits } from "../domain/role.ts";
import { type ChainLog, type LogPosition, positionOf } from "./chain-log.ts";
import { consortiumInterface } from "./consortium-interface.ts";
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
    "ParticipantSuspended",
    "ParticipantReinstated",
    "KeyAdded",
    "KeyRevoked",
  ] as const
).map((name) => consortiumInterface.getEvent(name).topicHash as Hex);

/**
 * Decodes a log of the Consortium: exactly the canonical encoding of one of its events, or an error. They are few, so
 * ethers decodes them.
 *
 * @throws LogMalformed
 */
export function logToConsortiumEvent(log: ChainLog): ConsortiumEvent {
  return decodeLog("event of the Consortium", log, decode);
}

function decode(log: ChainLog): ConsortiumEvent {
  const { name, args } = parse(log);
  const common = { participant: Number(args["participant"]), position: positionOf(log) };
  switch (name) {
    case "ParticipantEnrolled":
      return {
        ...common,
        event: name,
        roles: Number(args["roles"]),
        jurisdiction: jurisdictionOf(String(args["jurisdiction"])),
        name: String(args["name"]),
      };
    case "ParticipantRolesChanged":
      return { ...common, event: name, roles: Number(args["roles"]) };
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

function parse(log: ChainLog): LogDescription {
  let parsed: LogDescription | null;
  let again: { data: string; topics: (string | string[] | null)[] } | undefined;
  try {
    parsed = consortiumInterface.parseLog(log);
    // ethers overlooks set bits beyond a type's size; what was emitted is what encodes to the same again.
    again = parsed === null ? undefined : consortiumInterface.encodeEventLog(parsed.fragment, [...parsed.args]);
  } catch (cause) {
    throw new PortolanError("AbiMalformed", { problem: "ethers cannot decode it" }, { cause });
  }
  if (parsed === null || again === undefined)
    throw new PortolanError("AbiMalformed", { problem: `no event has the topic ${log.topics[0] ?? "(none)"}` });
  if (
    again.data !== log.data ||
    again.topics.length !== log.topics.length ||
    !again.topics.every((topic, index) => topic === log.topics[index])
  )
    throw new PortolanError("AbiMalformed", { problem: "it is not the canonical encoding of its values" });
  return parsed;
}

function keyOf(args: LogDescription["args"]): Hex {
  return String(args["key"]).toLowerCase() as Hex;
}

function jurisdictionOf(bytes: string): string {
  return Buffer.from(bytes.slice(2), "hex").toString("latin1");
}
