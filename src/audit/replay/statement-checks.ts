import { isDeepStrictEqual } from "node:util";
import type { EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { FaultCode } from "./fault.ts";
import type { InspectedBlock, InspectedSigner } from "./inspected-block.ts";
import type { Registry } from "./registry.ts";
import type { WalletInquiry } from "./wallet-inquiry.ts";

/** A signed statement of either ledger. */
export interface SignedStatement {
  readonly author: ParticipantId;
  readonly hash: EntryHash;
  readonly signer: InspectedSigner;
}

/** The refusals by which one of the ledgers refuses a signature. */
export interface SignatureRefusals {
  readonly invalid: (hash: EntryHash, author: ParticipantId) => Refusal;
  readonly notAuthorised: (hash: EntryHash, author: ParticipantId, key: Hex) => Refusal;
}

/** Judges a signature; `unverified` for a wallet signature that cannot be verified again. */
export async function refusalOfSignature(
  { author, hash, signer }: SignedStatement,
  { number, timestamp }: InspectedBlock,
  refusals: SignatureRefusals,
  registry: Registry,
  wallets: WalletInquiry,
): Promise<Refusal | "unverified" | undefined> {
  if (signer.by === "nobody") return refusals.invalid(hash, author);
  if (!registry.isAuthorised(author, signer.key, timestamp)) return refusals.notAuthorised(hash, author, signer.key);
  if (signer.by === "account") return undefined;
  const confirmed = await wallets.confirms(signer, hash, number);
  if (confirmed === undefined) return "unverified";
  return confirmed ? undefined : refusals.invalid(hash, author);
}

/** The fault of a recorded statement whose signature the ledger must have refused. */
export function signatureFault(
  { author, hash, signer }: SignedStatement,
  refusal: Refusal,
  refusals: SignatureRefusals,
  registry: Registry,
): [FaultCode, string, string] {
  const expected = `a signature of participant ${author}`;
  if (signer.by === "nobody") return ["SignatureInvalid", expected, "an invalid signature"];
  if (refusal.code === refusals.notAuthorised(hash, author, signer.key).code)
    return ["KeyNotAuthorised", expected, `one by ${registry.describeKey(signer.key)}`];
  return ["WalletDenies", expected, `one that the wallet ${signer.key} does not confirm`];
}

/** The codes of a ledger for what is wrong with a statement, whatever its kind. */
export interface RuleCodes {
  /** Such as "an entry". */
  readonly statement: string;
  readonly stale: ErrorCode;
  readonly future: ErrorCode;
  readonly notActive: ErrorCode;
  /** Its fields are not those of its kind. */
  readonly malformed: readonly ErrorCode[];
}

/** The fault of a recorded statement that the rules refuse. @param head the hash that it had to follow. */
export function ruleFault(
  {
    author,
    previous,
    occurredAt,
  }: Readonly<Record<"author" | "occurredAt", number>> & { readonly previous: EntryHash },
  refusal: Refusal,
  head: EntryHash,
  { statement, stale, future, notActive, malformed }: RuleCodes,
): [FaultCode, string, string] {
  const found = refusal.toError().message;
  if (refusal.code === stale) return ["EntryNotChained", head, previous];
  if (refusal.code === future)
    return ["EntryFromFuture", `at most ${String(refusal.facts["limit"])}`, String(occurredAt)];
  if (malformed.includes(refusal.code))
    return ["EntryMalformed", `${statement} with the fields that its kind requires`, found];
  if (refusal.code === notActive && refusal.facts["participant"] === author)
    return ["AuthorNotActive", "an active participant", found];
  return ["RuleBroken", `${statement} that the rules allow`, found];
}

/** What the rules say about a refused statement, in the order of the contract's checks. */
export interface RefusedStatement extends SignedStatement {
  /** The refusal of its fields alone. */
  readonly form: Refusal | undefined;
  /** The refusal on the ledger's state, in which a statement that does not follow the head is refused first. */
  readonly ruled: Refusal | undefined;
  readonly isStale: boolean;
}

/**
 * The refusal that the contract must have given: it names the first failure.
 *
 * @param given the contract's reason.
 * @returns `unknowable` when a wallet that cannot be asked any more may have denied the signature.
 */
export async function expectedRefusal(
  statement: RefusedStatement,
  given: Refusal | undefined,
  block: InspectedBlock,
  refusals: SignatureRefusals,
  { registry, wallets }: { readonly registry: Registry; readonly wallets: WalletInquiry },
): Promise<Refusal | "unknowable" | undefined> {
  const { form, ruled, isStale, hash, author } = statement;
  if (form !== undefined) return form;
  if (isStale) return ruled;
  const unsigned = await refusalOfSignature(statement, block, refusals, registry, wallets);
  if (unsigned !== "unverified") return unsigned ?? ruled;
  return given?.code === refusals.invalid(hash, author).code ? "unknowable" : ruled;
}

/** The fault of a refusal that differs from the expected one; `undefined` for the expected one. */
export function refusalFault(
  expected: Refusal | undefined,
  given: Refusal | undefined,
  reason: Hex,
): [FaultCode, string, string] | undefined {
  if (isSame(expected, given)) return undefined;
  return [
    expected === undefined ? "RefusalUnfounded" : "RefusalMisnamed",
    describe(expected) ?? "to be recorded",
    describe(given) ?? reason,
  ];
}

function isSame(a: Refusal | undefined, b: Refusal | undefined): boolean {
  return a !== undefined && b !== undefined && a.code === b.code && isDeepStrictEqual(a.facts, b.facts);
}

function describe(refusal: Refusal | undefined): string | undefined {
  return refusal && `${refusal.code}: ${refusal.toError().message}`;
}
