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
  const { bytecode, immutables } = runtimeOf(ledgerArtifact);
  const values = immutableValues(place);
  if (immutables.length !== values.length) {
    throw new TypeError("The compiled ShipmentLedger has other immutable values than this function knows.");
  }
  immutables.forEach((positions, index) => {
    for (const { start } of positions) bytecode.set(itemAt(values, index), start);
  });
  return { ledger: keccak256Hex(bytecode), consortium: keccak256Hex(runtimeOf(consortiumArtifact).bytecode) };
}

/** Reads the address of the Consortium from a ledger's runtime bytecode; `undefined` for other code. */
export function consortiumIn(code: Hex): Hex | undefined {
  const start = runtimeOf(ledgerArtifact).immutables.at(-1)?.[0]?.start ?? 0;
  const word = code.slice(2 + 2 * start, 2 + 2 * (start + 32));
  return /^0{24}[0-9a-f]{40}$/.test(word) ? `0x${word.slice(24)}` : undefined;
}

/**
 * Lists the immutable values, a word each, in the order of their declarations. OpenZeppelin's EIP712 declares the
 * domain separator, the chain id, its own address, the hashes of name and version, and both as short strings. The
 * ledger declares its registry.
 */
function immutableValues(place: LedgerPlace): Uint8Array[] {
  const number: Hex = `0x${place.chainId.toString(16)}`;
  return [
    bytesOf(domainSeparator(place)),
    paddedWord(number),
    paddedWord(place.ledger),
    keccak256(utf8ToBytes(DOMAIN_NAME)),
    keccak256(utf8ToBytes(DOMAIN_VERSION)),
    shortText(DOMAIN_NAME),
    shortText(DOMAIN_VERSION),
    paddedWord(place.consortium),
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

function paddedWord(value: Hex): Uint8Array {
  return bytesOf(`0x${value.slice(2).padStart(64, "0")}`);
}

/** Encodes OpenZeppelin's `ShortString`: the text from the left, its length in the last byte. */
function shortText(text: string): Uint8Array {
  const bytes = utf8ToBytes(text);
  return concatBytes(bytes, new Uint8Array(31 - bytes.length), Uint8Array.of(bytes.length));
}
