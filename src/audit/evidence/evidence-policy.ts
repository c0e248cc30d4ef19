import { parseWitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { FinalityPolicy } from "../finality/finality.ts";

/** Facts that the reader of an evidence file trusts. Every member is optional. */
export interface EvidencePolicy extends FinalityPolicy {
  readonly chainId?: number | undefined;
  /** Address of the ShipmentLedger, lower-case. */
  readonly ledger?: Hex | undefined;
  /** Address of the CooperationLedger, lower-case. */
  readonly cooperation?: Hex | undefined;
  /** Hash of a block that is on the chain according to the reader, for example from the reader's own node. */
  readonly block?: Bytes32 | undefined;
}

const MEMBERS = ["chainId", "ledger", "cooperation", "block", "validators", "witnesses"];
const MAX_VALIDATORS = 1_000;

/**
 * Reads a policy:
 *
 * ```json
 * { "chainId": 2026, "ledger": "0x…", "cooperation": "0x…", "validators": ["0x…"], "block": "0x…",
 *   "witnesses": { "witnesses": [{ "key": "name+id+base64" }], "groups": [], "quorum": "name" } }
 * ```
 *
 * @throws EvidencePolicyInvalid, WitnessPolicyInvalid, VerifierKeyMalformed
 */
export function parseEvidencePolicy(value: JsonValue): EvidencePolicy {
  if (!isJsonObject(value)) throw invalid("it is not an object");
  const unknown = Object.keys(value).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw invalid(`the member ${unknown} is unknown`);
  const { chainId, ledger, cooperation, block, validators, witnesses } = value;
  if (chainId !== undefined && !(Number.isSafeInteger(chainId) && Number(chainId) > 0)) {
    throw invalid("chainId is not a positive whole number");
  }
  return {
    chainId: chainId as number | undefined,
    ledger: ledger === undefined ? undefined : hex(ledger, "ledger", 20),
    cooperation: cooperation === undefined ? undefined : hex(cooperation, "cooperation", 20),
    block: block === undefined ? undefined : hex(block, "block", 32),
    validators: validators === undefined ? undefined : readValidators(validators),
    witnesses: witnesses === undefined ? undefined : parseWitnessPolicy(witnesses),
  };
}

function readValidators(value: JsonValue): readonly Hex[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_VALIDATORS) {
    throw invalid(`validators is not a list of 1 to ${MAX_VALIDATORS} addresses`);
  }
  const validators = value.map((address: JsonValue) => hex(address, "a validator", 20));
  if (new Set(validators).size !== validators.length) throw invalid("a validator occurs twice");
  return validators;
}

function hex(value: JsonValue, what: string, bytes: number): Hex {
  if (typeof value !== "string" || !new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`).test(value)) {
    throw invalid(`${what} is not 0x and ${2 * bytes} hexadecimal digits`);
  }
  return value.toLowerCase() as Hex;
}

function invalid(problem: string): PortolanError {
  return new PortolanError("EvidencePolicyInvalid", { problem });
}
