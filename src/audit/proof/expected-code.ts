import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import consortiumArtifact from "../../../artifacts/contracts/Consortium.sol/Consortium.json" with { type: "json" };
import ledgerArtifact from "../../../artifacts/contracts/ShipmentLedger.sol/ShipmentLedger.json" with { type: "json" };
import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { DOMAIN_NAME, DOMAIN_VERSION, domainSeparator } from "./entry-digest.ts";
import { itemAt } from "../../domain/item-at.ts";

/** A ledger with the addresses of both contracts. */
export interface LedgerPlace extends LedgerOrigin {
  readonly consortium: Hex;
}

/** Keccak-256 of the contracts' runtime bytecode. */
export interface ExpectedCode {
  readonly ledger: Bytes32;
  readonly consortium: Bytes32;
}

/**
 * Computes the code hashes of ledger and consortium: compiled bytecode with the immutable values of the constructors.
 * Code with these hashes enforces the rules of this version.
 */
export function expectedCode(place: LedgerPlace): ExpectedCode {
  // The ledger declares its registry after the values of EIP712.
  const values = [...domainImmutables(place), paddedWord(place.consortium)];
  return {
    ledger: codeWithImmutables("ShipmentLedger", ledgerArtifact, values),
    consortium: codeWithImmutables("Consortium", consortiumArtifact, []),
  };
}

/** Computes the hash of a contract's compiled bytecode with these immutable values, in the order of their declarations. */
export function codeWithImmutables(name: string, artifact: Artifact, values: readonly Uint8Array[]): Bytes32 {
  const { bytecode, immutables } = runtimeOf(artifact);
  if (immutables.length !== values.length) {
    throw new TypeError(`The compiled ${name} has other immutable values than this function knows.`);
  }
  immutables.forEach((positions, index) => {
    for (const { start } of positions) bytecode.set(itemAt(values, index), start);
  });
  return keccak256Hex(bytecode);
}

/** Reads the address of the Consortium from a ledger's runtime bytecode; `undefined` for other code. */
export function consortiumIn(code: Hex): Hex | undefined {
  const start = runtimeOf(ledgerArtifact).immutables.at(-1)?.[0]?.start ?? 0;
  const word = code.slice(2 + 2 * start, 2 + 2 * (start + 32));
  return /^0{24}[0-9a-f]{40}$/.test(word) ? `0x${word.slice(24)}` : undefined;
}

/**
 * Lists the immutable values of OpenZeppelin's EIP712, a word each, in the order of their declarations: the domain
 * separator, the chain id, its own address, the hashes of name and version, and both as short strings.
 *
 * @param place the contract that verifies signatures.
 */
export function domainImmutables(place: LedgerOrigin): Uint8Array[] {
  const number: Hex = `0x${place.chainId.toString(16)}`;
  return [
    bytesOf(domainSeparator(place)),
    paddedWord(number),
    paddedWord(place.ledger),
    keccak256(utf8ToBytes(DOMAIN_NAME)),
    keccak256(utf8ToBytes(DOMAIN_VERSION)),
    shortText(DOMAIN_NAME),
    shortText(DOMAIN_VERSION),
  ];
}

interface Artifact {
  readonly deployedBytecode: string;
  readonly immutableReferences: Readonly<Record<string, readonly { readonly start: number }[]>>;
}

/** Sorts the references by AST id: the compiler numbers declarations in the order of the sources. */
function runtimeOf({ deployedBytecode, immutableReferences }: Artifact) {
  const references = Object.entries(immutableReferences).sort(([a], [b]) => Number(a) - Number(b));
  return {
    bytecode: bytesOf(deployedBytecode as Hex),
    immutables: references.map(([, positions]) => positions),
  };
}

/** A value as one word. */
export function paddedWord(value: Hex): Uint8Array {
  return bytesOf(`0x${value.slice(2).padStart(64, "0")}`);
}

/** Encodes OpenZeppelin's `ShortString`: the text from the left, its length in the last byte. */
function shortText(text: string): Uint8Array {
  const bytes = utf8ToBytes(text);
  return concatBytes(bytes, new Uint8Array(31 - bytes.length), Uint8Array.of(bytes.length));
}
