import { type Act, ACT_FIELDS } from "../../../domain/cooperation/act.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../domain/encoding/json.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { EVIDENCE_LIMITS } from "../evidence.ts";
import { hexAt, listOf, membersOf, numberAt, wordOf } from "../json-members.ts";
import { CHAIN_MEMBERS, readChain, readParticipants, readPlace, readProofs } from "../read-proofs.ts";
import {
  type EvidenceAct,
  type EvidenceRecord,
  MATTER_EVIDENCE_FORMAT,
  MATTER_EVIDENCE_VERSION,
  type MatterEvidence,
} from "./matter-evidence.ts";

const MEMBERS = [
  "format",
  "version",
  "chain",
  "matter",
  "participants",
  "acts",
  "state",
  "receipts",
  "headers",
  "finality",
] as const;

/**
 * Reads the value of a file about a matter strictly: exactly the members of the version, each in its canonical form.
 * Verifies nothing.
 *
 * @throws EvidenceVersionUnknown, EvidenceUnreadable
 */
export function readMatterEvidence(value: JsonObject): MatterEvidence {
  if (value["version"] !== MATTER_EVIDENCE_VERSION) {
    const version = String(JSON.stringify(value["version"]) ?? "none").slice(0, 40);
    throw new PortolanError("EvidenceVersionUnknown", { format: `"${MATTER_EVIDENCE_FORMAT}"`, version });
  }
  const file = membersOf(value, "", MEMBERS);
  const chain = membersOf(file["chain"], "/chain", [...CHAIN_MEMBERS, "cooperation"]);
  return {
    format: MATTER_EVIDENCE_FORMAT,
    version: MATTER_EVIDENCE_VERSION,
    chain: { ...readChain(chain), cooperation: hexAt(chain["cooperation"], "/chain/cooperation", 20) },
    matter: hexAt(file["matter"], "/matter", 32),
    participants: readParticipants(file["participants"]),
    acts: listOf(file["acts"], "/acts", EVIDENCE_LIMITS.entries, readAct),
    ...readProofs(file),
  };
}

function readAct(value: JsonValue, at: string): EvidenceAct {
  const { act, signature, recorded, record } = membersOf(value, at, ["act", "signature", "recorded", "record"]);
  return {
    act: readSigned(act, `${at}/act`),
    signature: hexAt(signature, `${at}/signature`),
    recorded: readPlace(recorded, `${at}/recorded`),
    record: readRecord(record, `${at}/record`),
  };
}

function readSigned(value: JsonValue | undefined, at: string): Act {
  const act = membersOf(value, at, ACT_FIELDS);
  const word = (name: keyof Act) => hexAt(act[name], `${at}/${name}`, 32);
  const number = (name: keyof Act, bits: number) => numberAt(act[name], `${at}/${name}`, 2 ** bits - 1);
  return {
    matter: word("matter"),
    previous: word("previous"),
    kind: number("kind", 8),
    author: number("author", 32),
    counterparty: number("counterparty", 32),
    refersTo: word("refersTo"),
    occurredAt: number("occurredAt", 40),
    commitment: word("commitment"),
    until: number("until", 40),
    period: number("period", 32),
    code: number("code", 8),
    codes: number("codes", 16),
  };
}

function readRecord(value: JsonValue | undefined, at: string): EvidenceRecord {
  const given = isJsonObject(value) ? value["state"] : undefined;
  const state = wordOf(given, `${at}/state`, ["disclosed", "repeated", "unknown", "withheld"]);
  if (state !== "disclosed") {
    membersOf(value, at, ["state"]);
    return { state };
  }
  const { object = null, disclosures = null } = membersOf(value, at, ["state", "object", "disclosures"]);
  return { state, object, disclosures };
}
