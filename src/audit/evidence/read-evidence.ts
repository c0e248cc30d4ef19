import type { Entry } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import type { FinalityProof } from "../finality/finality.ts";
import {
  type Evidence,
  EVIDENCE_FORMAT,
  EVIDENCE_LIMITS,
  EVIDENCE_VERSION,
  type EvidenceEntry,
  type EvidencePayload,
  type EvidencePlace,
} from "./evidence.ts";
import { hexAt, listOf, membersOf, numberAt, textOf, wordOf } from "./json-members.ts";

const MAX_NAME = 1_000;
const MAX_NOTE = 131_072;
const MAX_PROOFS = 8;
const MAX_KEYS = 64;

/**
 * Reads an evidence file strictly: exactly the members of the version, each in its canonical form. Verifies nothing.
 *
 * @throws EvidenceVersionUnknown for another format or version, EvidenceUnreadable, and the `Json…` errors of
 * `parseJson`.
 */
export function readEvidence(text: string): Evidence {
  const value = parseJson(text, EVIDENCE_LIMITS);
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
  const { entries, headers, nodes, participants } = EVIDENCE_LIMITS;
  const state = membersOf(file["state"], "/state", ["block", "nodes"]);
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    chain: readChain(file["chain"]),
    shipment: hexAt(file["shipment"], "/shipment", 32),
    identities: listOf(file["identities"], "/identities", entries, readIdentity),
    participants: listOf(file["participants"], "/participants", participants, readParticipant),
    entries: listOf(file["entries"], "/entries", entries, readEntry),
    state: {
      block: numberAt(state["block"], "/state/block"),
      nodes: listOf(state["nodes"], "/state/nodes", nodes, (node, at) => hexAt(node, at)),
    },
    receipts: listOf(file["receipts"], "/receipts", nodes, (node, at) => hexAt(node, at)),
    headers: listOf(file["headers"], "/headers", headers, (header, at) => hexAt(header, at)),
    finality: listOf(file["finality"], "/finality", MAX_PROOFS, readFinality),
  };
}

function requireVersion(value: JsonValue): void {
  const { format, version } = isJsonObject(value) ? value : {};
  if (format === EVIDENCE_FORMAT && version === EVIDENCE_VERSION) return;
  const shown = (member: JsonValue | undefined) => String(JSON.stringify(member) ?? "none").slice(0, 40);
  throw new PortolanError("EvidenceVersionUnknown", { format: shown(format), version: shown(version) });
}

function readChain(value: JsonValue | undefined): Evidence["chain"] {
  const chain = membersOf(value, "/chain", ["chainId", "ledger", "consortium", "sealing"]);
  return {
    chainId: numberAt(chain["chainId"], "/chain/chainId"),
    ledger: hexAt(chain["ledger"], "/chain/ledger", 20),
    consortium: hexAt(chain["consortium"], "/chain/consortium", 20),
    sealing: wordOf(chain["sealing"], "/chain/sealing", ["none", "qbft", "ibft2"]),
  };
}

function readIdentity(value: JsonValue, at: string): Evidence["identities"][number] {
  const identity = membersOf(value, at, ["shipment", "identifier", "blind"]);
  return {
    shipment: hexAt(identity["shipment"], `${at}/shipment`, 32),
    identifier: textOf(identity["identifier"], `${at}/identifier`, MAX_NAME),
    blind: hexAt(identity["blind"], `${at}/blind`, 32),
  };
}

function readParticipant(value: JsonValue, at: string): Evidence["participants"][number] {
  const { id, name } = membersOf(value, at, ["id", "name"]);
  return { id: numberAt(id, `${at}/id`, 2 ** 32 - 1), name: textOf(name, `${at}/name`, MAX_NAME) };
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

function readPlace(value: JsonValue | undefined, at: string): EvidencePlace {
  const { block, transaction, log } = membersOf(value, at, ["block", "transaction", "log"]);
  return {
    block: numberAt(block, `${at}/block`),
    transaction: numberAt(transaction, `${at}/transaction`, 2 ** 32),
    log: numberAt(log, `${at}/log`, 2 ** 32),
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

function readFinality(value: JsonValue, at: string): FinalityProof {
  const given = isJsonObject(value) ? value["kind"] : undefined;
  const kind = wordOf(given, `${at}/kind`, ["qbft", "ibft2", "witnesses"]);
  if (kind !== "witnesses") {
    membersOf(value, at, ["kind"]);
    return { kind };
  }
  const { note, keys } = membersOf(value, at, ["kind", "note", "keys"]);
  return {
    kind,
    note: textOf(note, `${at}/note`, MAX_NOTE),
    keys: listOf(keys, `${at}/keys`, MAX_KEYS, (key, pointer) => textOf(key, pointer, MAX_NAME)),
  };
}
