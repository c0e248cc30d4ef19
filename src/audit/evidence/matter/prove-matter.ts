import { actKindOf } from "../../../domain/cooperation/act-kind.ts";
import { codeNames } from "../../../domain/cooperation/closed-lists.ts";
import { CODE_LISTS, CODE_SETS } from "../../../domain/cooperation/code-lists.ts";
import { matterStateAt } from "../../../domain/cooperation/matter.ts";
import { type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../../domain/entry.ts";
import { itemAt } from "../../../domain/item-at.ts";
import { createActDigest } from "../../proof/act-digest.ts";
import { type Recover, requireKeyOf, signatureKeyOf } from "../check-signature.ts";
import { contradicted } from "../contradicted.ts";
import type { EvidencePolicy } from "../evidence-policy.ts";
import { judgeTrust, type Trust } from "../judge-trust.ts";
import { linkHeaders } from "../link-headers.ts";
import { openPayload } from "../open-payload.ts";
import { proveRecordings } from "../prove-recordings.ts";
import { requireOrder } from "../require-order.ts";
import { actRecordings } from "./act-recordings.ts";
import type { MatterEvidence } from "./matter-evidence.ts";
import { matterQuestions } from "./matter-questions.ts";
import type { ProvenAct, ProvenMatter } from "./matter-report.ts";
import { proveMatterState } from "./prove-matter-state.ts";
import { replayActs } from "./replay-acts.ts";

/** Facts that a file about a matter proves, and the trust that they need. */
export interface MatterProof {
  readonly matter: ProvenMatter;
  /** `ledger` is whether the reader's policy names the ledger of cooperation. */
  readonly trust: Trust;
  /** Acts that need roles which their parties no longer have. */
  readonly otherRoles: readonly EntryHash[];
}

/**
 * Proves the content of an evidence file about a matter from its last header: state, code, heads, acts, signatures, rules,
 * times and records. Rejects unnecessary parts as well as contradictions.
 *
 * @throws the errors of `proveEvidence`.
 */
export function proveMatter(evidence: MatterEvidence, policy: EvidencePolicy, recover: Recover): MatterProof {
  const { chain, matter, acts } = evidence;
  const places = acts.map(({ recorded }) => recorded);
  requireOrder(places);
  const headers = linkHeaders(evidence, places, policy);
  const trust = trustOf(evidence, headers, policy);
  const digest = createActDigest(chain);
  const hashes = acts.map(({ act }) => digest(act));
  const signers = acts.map(({ signature }, index) => signatureKeyOf(itemAt(hashes, index), signature, recover));
  const signed = acts.map(({ act }) => act);
  const questions = matterQuestions(matter, signed, hashes);
  const keys = new Set(signers.map(({ key }) => key));
  const state = proveMatterState(evidence, headers.last.stateRoot, questions, participantsOf(evidence), keys);

  const recordings = proveRecordings(evidence, chain.cooperation, actRecordings(evidence, hashes), headers);
  signed.forEach(({ author }, index) => {
    const { key } = itemAt(signers, index);
    requireKeyOf(author, state.keys.get(key), itemAt(hashes, index), recordings[index] ?? null);
  });
  const times = places.map(({ block }, index) => {
    const header = headers.byNumber.get(block);
    if (header === undefined)
      throw contradicted(`act ${itemAt(hashes, index)}`, `the header of block ${block} is missing`);
    return header.timestamp;
  });
  const replayed = replayActs(signed, hashes, times, state);

  const [, agreement = null] = questions.matters;
  const proven: ProvenMatter = {
    place: {
      chainId: chain.chainId,
      ledger: chain.ledger,
      consortium: chain.consortium,
      cooperation: chain.cooperation,
    },
    block: { number: headers.last.number, hash: headers.lastHash, time: headers.last.timestamp },
    vouchers: trust.vouchers,
    matter,
    agreement,
    records: Array.from(state.records, ([id, { head, matter: record }]) => ({
      matter: id,
      head,
      record,
      state: matterStateAt(record, headers.last.timestamp),
    })),
    participants: Array.from(state.participants, ([id, participant]) => ({ id, ...participant })),
    acts: acts.map(({ act, record }, index): ProvenAct => {
      const { key, wallet } = itemAt(signers, index);
      const hash = itemAt(hashes, index);
      const { before, after, item } = itemAt(replayed.acts, index);
      const kind = actKindOf(act.kind);
      const shown = record.state === "repeated" ? { state: "withheld" as const } : record;
      const { payload, hidden } = openPayload(shown, act.commitment, `act ${hash}`);
      return {
        hash,
        matter: act.matter,
        kind,
        author: act.author,
        signer: key,
        wallet,
        counterparty: act.counterparty || null,
        refersTo: act.refersTo === ZERO_BYTES32 ? null : act.refersTo,
        occurredAt: act.occurredAt,
        recordedAt: recordings[index] ?? null,
        judgedAt: itemAt(times, index),
        until: act.until || null,
        period: act.period || null,
        code: CODE_LISTS[kind]?.[act.code - 1] ?? null,
        codes: codeNames(CODE_SETS[kind] ?? [], act.codes),
        record: payload,
        hidden,
        before,
        after,
        item: item ?? null,
      };
    }),
  };
  return { matter: proven, trust, otherRoles: replayed.otherRoles };
}

/**
 * The checkpoints of witnesses name the ledger of shipments, and everyone can deploy another ledger of cooperation for the
 * same consortium. So only the reader's policy confirms this one.
 */
function trustOf(evidence: MatterEvidence, headers: Parameters<typeof judgeTrust>[1], policy: EvidencePolicy): Trust {
  const { cooperation } = evidence.chain;
  if (policy.cooperation !== undefined && policy.cooperation !== cooperation)
    throw contradicted("the ledger of cooperation", `it is ${cooperation}, and the policy names ${policy.cooperation}`);
  return { ...judgeTrust(evidence, headers, policy), ledger: policy.cooperation !== undefined };
}

/** All whom the acts name, by number: exactly the participants of the file. */
function participantsOf({ acts, participants }: MatterEvidence): ParticipantId[] {
  const named = new Set(acts.flatMap(({ act }) => [act.author, act.counterparty]));
  named.delete(0);
  const ids = [...named].sort((a, b) => a - b);
  if (ids.join() !== participants.map(({ id }) => id).join())
    throw contradicted("its participants", "they differ from the participants in its acts");
  return ids;
}
