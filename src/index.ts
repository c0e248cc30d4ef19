/**
 * What other programs may import: the words and rules of the ledger, how entries are hashed and payloads committed to,
 * and how to start a node and a gateway. Everything else is inside.
 */
export { canonicalJson } from "./domain/encoding/canonical-json.ts";
export { commit } from "./domain/payload/commitment.ts";
export type { Case, Custody, Phase } from "./domain/rules/custody.ts";
export { disclose } from "./domain/payload/disclosure.ts";
export type { Bytes32, Entry, EntryHash, Hex, ParticipantId, ShipmentId, SignedEntry } from "./domain/entry.ts";
export { PortolanError } from "./domain/errors/portolan-error.ts";
export { ERRORS, type ErrorCode } from "./domain/errors/table.ts";
export { parseIdentifier } from "./domain/identifiers/identifier.ts";
export { KIND_RULES } from "./domain/rules/kind-rules.ts";
export { KINDS, type Kind } from "./domain/rules/kind.ts";
export { LedgerState } from "./domain/rules/ledger-state.ts";
export { transition } from "./domain/rules/lifecycle.ts";
export { ROLES, type Role } from "./domain/rules/role.ts";
export { shipmentId } from "./domain/identifiers/shipment-id.ts";
export { verifyDisclosure } from "./domain/payload/verify-disclosure.ts";
export { readConfig, type Config } from "./config/config.ts";
export { recoverAddress } from "./keys/recover-address.ts";
export { createEntryHasher } from "./ledger/entry-hash.ts";
export { entryTypedData } from "./ledger/entry-typed-data.ts";
export { startGateway, type RunningGateway } from "./start/start-gateway.ts";
export { startNode, type RunningNode } from "./node/start-node.ts";
