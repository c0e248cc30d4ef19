import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { FinalityProof } from "../finality/finality.ts";
import { type Evidence, EVIDENCE_LIMITS, type EvidencePlace } from "./evidence.ts";
import { hexAt, listOf, membersOf, numberAt, textOf, wordOf } from "./json-members.ts";

/** Readers of the parts that every kind of evidence file has. Each throws EvidenceUnreadable. */

const MAX_NAME = 1_000;
const MAX_NOTE = 131_072;
const MAX_PROOFS = 8;
const MAX_KEYS = 64;

export const CHAIN_MEMBERS = ["chainId", "ledger", "consortium", "sealing"] as const;

/** @param chain an object with at least {@link CHAIN_MEMBERS}. */
export function readChain(chain: JsonObject): Evidence["chain"] {
  return {
    chainId: numberAt(chain["chainId"], "/chain/chainId"),
    ledger: hexAt(chain["ledger"], "/chain/ledger", 20),
    consortium: hexAt(chain["consortium"], "/chain/consortium", 20),
    sealing: wordOf(chain["sealing"], "/chain/sealing", ["none", "qbft", "ibft2"]),
  };
}

export function readParticipants(value: JsonValue | undefined): Evidence["participants"] {
  return listOf(value, "/participants", EVIDENCE_LIMITS.participants, readParticipant);
}

export function readPlace(value: JsonValue | undefined, at: string): EvidencePlace {
  const { block, transaction, log } = membersOf(value, at, ["block", "transaction", "log"]);
  return {
    block: numberAt(block, `${at}/block`),
    transaction: numberAt(transaction, `${at}/transaction`, 2 ** 32),
    log: numberAt(log, `${at}/log`, 2 ** 32),
  };
}

export function readProofs(file: JsonObject): Pick<Evidence, "state" | "receipts" | "headers" | "finality"> {
  const { headers, nodes } = EVIDENCE_LIMITS;
  const state = membersOf(file["state"], "/state", ["block", "nodes"]);
  return {
    state: {
      block: numberAt(state["block"], "/state/block"),
      nodes: listOf(state["nodes"], "/state/nodes", nodes, (node, at) => hexAt(node, at)),
    },
    receipts: listOf(file["receipts"], "/receipts", nodes, (node, at) => hexAt(node, at)),
    headers: listOf(file["headers"], "/headers", headers, (header, at) => hexAt(header, at)),
    finality: listOf(file["finality"], "/finality", MAX_PROOFS, readFinality),
  };
}

function readParticipant(value: JsonValue, at: string): Evidence["participants"][number] {
  const { id, name } = membersOf(value, at, ["id", "name"]);
  return { id: numberAt(id, `${at}/id`, 2 ** 32 - 1), name: textOf(name, `${at}/name`, MAX_NAME) };
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
