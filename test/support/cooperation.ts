import { id, Signature, TypedDataEncoder } from "ethers";
import type { Act, MatterId, SignedAct } from "../../src/domain/cooperation/act.ts";
import type { ActKind } from "../../src/domain/cooperation/act-kind.ts";
import type { EntryHash, Hex } from "../../src/domain/entry.ts";
import { actOf } from "./act-of.ts";
import { blockTime, type TestChain, type TestParticipant } from "./chain.ts";

/** The id of a matter, unique when `name` is. */
export function matterId(name: string): MatterId {
  return id(`matter ${name}`) as Hex;
}

/** The act's hash as computed by ethers, independent of the contract and of the product. */
export async function actHash({ cooperation, chainId }: TestChain, act: Act): Promise<EntryHash> {
  const domain = { name: "Portolan", version: "1", chainId, verifyingContract: await cooperation.getAddress() };
  const components = cooperation.interface.getFunction("hashOf").inputs[0]?.components ?? [];
  const types = { Act: components.map(({ name, type }) => ({ name, type })) };
  return TypedDataEncoder.hash(domain, types, act) as EntryHash;
}

/** Signs with the 64 bytes of EIP-2098. */
export async function signAct(chain: TestChain, { wallet }: TestParticipant, act: Act): Promise<SignedAct> {
  const signature = wallet.signingKey.sign(await actHash(chain, act));
  return { act, signature: Signature.from(signature).compactSerialized as Hex };
}

export type ActDraft = Partial<Omit<Act, "kind" | "author">> & Pick<Act, "matter">;

/** An act of `author` on the matter's current head. */
export async function nextAct(
  chain: TestChain,
  author: TestParticipant,
  kind: ActKind | number,
  fields: ActDraft,
): Promise<Act> {
  const previous = (await chain.cooperation.headOf(fields.matter)) as EntryHash;
  return actOf(kind, { previous, author: author.id, ...fields });
}

/** Signs an act of `author` on the matter's current head and records it; reverts when the ledger refuses it. */
export async function recordAct(
  chain: TestChain,
  author: TestParticipant,
  kind: ActKind,
  fields: ActDraft,
): Promise<EntryHash> {
  const act = await nextAct(chain, author, kind, fields);
  await (await chain.cooperation.record(await signAct(chain, author, act))).wait();
  return actHash(chain, act);
}

/** A digest of a record, different for different names. */
export function recordDigest(name: string): Hex {
  return id(`record ${name}`) as Hex;
}

/** Days in seconds. */
export const DAY = 86_400;

/** An agreement in force between two authorities, in both directions and for all measures, without an end. */
export async function agree(
  chain: TestChain,
  [proposer, other]: readonly [TestParticipant, TestParticipant],
  name: string,
): Promise<MatterId> {
  const matter = matterId(name);
  const commitment = recordDigest(name);
  await recordAct(chain, proposer, "Propose", { matter, commitment, period: 90 * DAY, code: 3, codes: 1023 });
  await recordAct(chain, proposer, "Name", { matter, counterparty: other.id, code: 3 });
  await recordAct(chain, other, "Sign", { matter, commitment });
  return matter;
}

/** Offers a handover in `matter` for a day. */
export async function offerHandover(
  chain: TestChain,
  giver: TestParticipant,
  recipient: TestParticipant,
  fields: ActDraft,
): Promise<EntryHash> {
  const until = (await blockTime(chain)) + DAY;
  return recordAct(chain, giver, "Offer", { counterparty: recipient.id, until, code: 1, codes: 3, ...fields });
}
