import type { Entry } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import {
  type Evidence,
  EVIDENCE_FORMAT,
  EVIDENCE_LIMITS,
  EVIDENCE_VERSION,
  type EvidenceEntry,
  type EvidencePayload,
} from "./evidence.ts";
import { hexAt, listOf, membersOf, numberAt, textOf, wordOf } from "./json-members.ts";
import { CHAIN_MEMBERS, readChain, readParticipants, readPlace, readProofs } from "./read-proofs.ts";

const MAX_NAME = 1_000;

/**
 * Reads an evidence file strictly: exactly the members of the version, each in its canonical form. Verifies nothing.
 *
 * @throws EvidenceVersionUnknown for another format or version, EvidenceUnreadable, and the `Json…` errors of
 * `parseJson`.
 */
export function readEvidence(text: string): Evidence {
  return readShipmentEvidence(parseJson(text, EVIDENCE_LIMITS));
}

/** Reads the value of a file about a shipment. @throws EvidenceVersionUnknown, EvidenceUnreadable */
export function readShipmentEvidence(value: JsonValue): Evidence {
  requireVersion(value);
  const file = membersOf(value, "", [
    "format",
    "version",
    "chain",
    "shipment",
    "identities",
    "participants",
    "entries",
    "state",
    "receipts",
    "headers",
    "finality",
  ]);
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    chain: readChain(membersOf(file["chain"], "/chain", CHAIN_MEMBERS)),
    shipment: hexAt(file["shipment"], "/shipment", 32),
    identities: listOf(file["identities"], "/identities", EVIDENCE_LIMITS.entries, readIdentity),
    participants: readParticipants(file["participants"]),
    entries: listOf(file["entries"], "/entries", EVIDENCE_LIMITS.entries, readEntry),
    ...readProofs(file),
  };
}

function requireVersion(value: JsonValue): void {
  const { format, version } = isJsonObject(value) ? value : {};
  if (format === EVIDENCE_FORMAT && version === EVIDENCE_VERSION) return;
  const shown = (member: JsonValue | undefined) => String(JSON.stringify(member) ?? "none").slice(0, 40);
  throw new PortolanError("EvidenceVersionUnknown", { format: shown(format), version: shown(version) });
}

function readIdentity(value: JsonValue, at: string): Evidence["identities"][number] {
  const identity = membersOf(value, at, ["shipment", "identifier", "blind"]);
  return {
    shipment: hexAt(identity["shipment"], `${at}/shipment`, 32),
    identifier: textOf(identity["identifier"], `${at}/identifier`, MAX_NAME),
    blind: hexAt(identity["blind"], `${at}/blind`, 32),
  };
}

function readEntry(value: JsonValue, at: string): EvidenceEntry {
  const { entry, signature, recorded, payload } = membersOf(value, at, ["entry", "signature", "recorded", "payload"]);
  return {
    entry: readSigned(entry, `${at}/entry`),
    signature: hexAt(signature, `${at}/signature`),
    recorded: readPlace(recorded, `${at}/recorded`),
    payload: readPayload(payload, `${at}/payload`),
  };
}

function readSigned(value: JsonValue | undefined, at: string): Entry {
  const names = ["shipment", "previous", "kind", "author", "counterparty", "refersTo", "occurredAt", "commitment"];
  const entry = membersOf(value, at, names);
  return {
    shipment: hexAt(entry["shipment"], `${at}/shipment`, 32),
    previous: hexAt(entry["previous"], `${at}/previous`, 32),
    kind: numberAt(entry["kind"], `${at}/kind`, 2 ** 8 - 1),
    author: numberAt(entry["author"], `${at}/author`, 2 ** 32 - 1),
    counterparty: numberAt(entry["counterparty"], `${at}/counterparty`, 2 ** 32 - 1),
    refersTo: hexAt(entry["refersTo"], `${at}/refersTo`, 32),
    occurredAt: numberAt(entry["occurredAt"], `${at}/occurredAt`, 2 ** 40 - 1),
    commitment: hexAt(entry["commitment"], `${at}/commitment`, 32),
  };
}

function readPayload(value: JsonValue | undefined, at: string): EvidencePayload {
  const given = isJsonObject(value) ? value["state"] : undefined;
  const state = wordOf(given, `${at}/state`, ["disclosed", "erased", "unknown", "withheld"]);
  switch (state) {
    case "disclosed": {
      const { object = null, disclosures = null } = membersOf(value, at, ["state", "object", "disclosures"]);
      return { state, object, disclosures };
    }
    case "erased": {
      const { erasedAt } = membersOf(value, at, ["state", "erasedAt"]);
      return { state, erasedAt: numberAt(erasedAt, `${at}/erasedAt`) };
    }
    case "unknown":
    case "withheld":
      membersOf(value, at, ["state"]);
      return { state };
  }
}
