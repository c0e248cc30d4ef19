import type { Result } from "ethers/abi";
import type { DirectoryEvent, KeyEnd, Publication } from "../domain/directory/directory-event.ts";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { canonicalArgs } from "./canonical-args.ts";
import { type ChainLog, type LogPosition, positionOf } from "./chain-log.ts";
import { decodeLog } from "./decode-log.ts";
import { directoryInterface } from "./directory-interface.ts";

/** An event of the directory of members with its place, and the signature of its change; `0x` for a stop. */
export type DirectoryLog = DirectoryEvent & { readonly signature: Hex; readonly position: LogPosition };

const EVENT_NAMES = ["MemberPublished", "MemberRecovered", "EncryptionKeyEnded", "MemberChangeStopped"] as const;

/** The first topic of every event that {@link logToDirectoryEvent} decodes. */
export const DIRECTORY_TOPICS: readonly Hex[] = EVENT_NAMES.map(
  (name) => directoryInterface.getEvent(name).topicHash as Hex,
);

/** Whether an event of the followed contracts is one of the directory. */
export function isDirectoryLog(event: { readonly event: string }): event is DirectoryLog {
  return (EVENT_NAMES as readonly string[]).includes(event.event);
}

/**
 * Decodes a log of the MemberDirectory, which must be the canonical encoding of one of its events. The caller checks the
 * log's address, and the digest of the change with `changeHash`.
 *
 * @throws LogMalformed
 */
export function logToDirectoryEvent(log: ChainLog): DirectoryLog {
  return decodeLog("event of the MemberDirectory", log, decode);
}

function decode(log: ChainLog): DirectoryLog {
  const {
    topics: [topic, ...indexed],
    data,
  } = log;
  const fragment = topic === undefined ? null : directoryInterface.getEvent(topic as never);
  if (fragment === null)
    throw new PortolanError("AbiMalformed", { problem: `no event has the topic ${topic ?? "(none)"}` });
  const args = canonicalArgs(directoryInterface, fragment, indexed, data);
  const common = {
    participant: Number(args["participant"]),
    change: String(args["change"]) as Bytes32,
    position: positionOf(log),
  };
  switch (fragment.name) {
    case "MemberPublished":
    case "MemberRecovered":
      return {
        ...common,
        event: fragment.name,
        publication: publicationOf(args["publication"]),
        effectiveAt: Number(args["effectiveAt"]),
        signature: String(args["signature"]) as Hex,
      };
    case "EncryptionKeyEnded":
      return {
        ...common,
        event: fragment.name,
        end: keyEndOf(args["end"]),
        endedAt: Number(args["endedAt"]),
        signature: String(args["signature"]) as Hex,
      };
    case "MemberChangeStopped":
      return { ...common, event: fragment.name, signature: "0x" };
    default:
      throw new PortolanError("AbiMalformed", { problem: `it is ${fragment.name}, which the directory does not emit` });
  }
}

function publicationOf(struct: Result): Publication {
  return {
    participant: Number(struct["participant"]),
    previous: String(struct["previous"]) as Bytes32,
    endpoint: String(struct["endpoint"]),
    suite: Number(struct["suite"]),
    key: String(struct["key"]) as Hex,
    validFrom: Number(struct["validFrom"]),
    validUntil: Number(struct["validUntil"]),
    recovery: String(struct["recovery"]) as Bytes32,
  };
}

function keyEndOf(struct: Result): KeyEnd {
  return {
    participant: Number(struct["participant"]),
    previous: String(struct["previous"]) as Bytes32,
    key: String(struct["key"]) as Bytes32,
  };
}
