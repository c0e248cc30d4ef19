import { randomBytes } from "node:crypto";
import type { ActDraft, ActPreview, ActSubmission } from "../../api/act.ts";
import { ACT_KINDS } from "../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../domain/cooperation/act-rules.ts";
import type { Act, MatterId, UnlinkedAct } from "../../domain/cooperation/act.ts";
import { checkActForm } from "../../domain/cooperation/check-act-form.ts";
import type { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import { HANDED_OVER_MEMBER } from "../../domain/cooperation/handed-over-member.ts";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { type Bytes32, ZERO_BYTES32 } from "../../domain/entry.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { commit } from "../../domain/payload/commitment.ts";
import { newPayloadSeed } from "../../domain/payload/payload-salts.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";
import type { AcceptedAct } from "../../store/outbox/accept-requests.ts";
import { readActSubmission, readUnsettledAuthors } from "../../store/cooperation/act-submissions.ts";
import { isOwnMatter, isRecordWhole, readOwnItem } from "../../store/cooperation/visible-matters.ts";
import type { Caller } from "../caller.ts";
import type { Idempotency, Recorder } from "../record/recorder.ts";
import type { ReadContext } from "../read/read-context.ts";
import { codeNumber, codeSet } from "./act-codes.ts";
import { checkForm } from "./check-form.ts";
import { loadCooperation } from "./load-cooperation.ts";
import { momentAt } from "./moment-at.ts";

export interface ActParts {
  readonly reading: ReadContext;
  readonly recorder: Pick<Recorder, "submitAct" | "untilSettled" | "requireKeyOf">;
  /** Whether the deployment has a ledger of cooperation. */
  readonly exists: boolean;
  /** Time of the chain in Unix seconds. */
  readonly now: () => number;
}

/** An act without its link, with what the rules say about it on the followed state. */
interface ResolvedAct {
  readonly act: UnlinkedAct;
  readonly record: AcceptedAct["record"];
  /** The predicted refusal; `undefined` also when unsettled acts in the matter leave it to the ledger. */
  readonly refusal: Refusal | undefined;
  readonly previous: Bytes32;
}

/** Records acts of participants in the ledger of cooperation. Each accepted act is finally recorded or refused. */
export class Acts {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  /**
   * Shows what the gateway would sign, and whether the rules allow it now.
   *
   * @throws the errors of the draft.
   */
  async preview(caller: Caller, draft: ActDraft): Promise<ActPreview> {
    const { act, previous, refusal } = await this.#resolve(caller, draft);
    return {
      act: { ...act, previous },
      allowed: refusal === undefined,
      refusal: refusal === undefined ? null : { code: refusal.code, facts: refusal.facts },
    };
  }

  /**
   * Accepts an act that the gateway signs for the caller, and waits until it is settled, at most `waitMs`.
   *
   * @throws the errors of the draft, of acceptance, and of a refusal by the ledger.
   */
  async record(
    caller: Caller,
    draft: ActDraft,
    waitMs: number,
    idempotency: Idempotency | undefined,
  ): Promise<ActSubmission> {
    const { recorder, reading } = this.#parts;
    const accepted = await recorder.submitAct(caller, () => this.#accept(caller, draft), idempotency);
    if ("code" in accepted) throw failureToError(accepted);
    if (waitMs > 0) await recorder.untilSettled([accepted.submission], waitMs);
    const submission = await readActSubmission(reading.db, accepted.submission);
    if (submission === undefined) throw new PortolanError("SubmissionUnknown", { submission: accepted.submission });
    if (submission.refusal !== null) throw failureToError(submission.refusal);
    return submission;
  }

  /** Reads a submission of the caller. @throws SubmissionUnknown */
  async submission(caller: Caller, id: number, waitMs: number): Promise<ActSubmission> {
    const { recorder, reading } = this.#parts;
    const read = async () => {
      const found = await readActSubmission(reading.db, id);
      if (found?.author !== caller.participant) throw new PortolanError("SubmissionUnknown", { submission: id });
      return found;
    };
    const found = await read();
    if (found.state !== "accepted" || waitMs === 0) return found;
    await recorder.untilSettled([id], waitMs);
    return read();
  }

  async #accept(caller: Caller, draft: ActDraft): Promise<AcceptedAct> {
    const { act, record, refusal } = await this.#resolve(caller, draft);
    if (refusal !== undefined) throw refusal.toError();
    await this.#requireContent(act);
    this.#parts.recorder.requireKeyOf(caller.participant);
    return { act: { entry: act, acceptedAtMs: Date.now() }, ...(record && { record }) };
  }

  async #resolve(caller: Caller, draft: ActDraft): Promise<ResolvedAct> {
    const { exists, reading, now } = this.#parts;
    const { db, directory } = reading;
    if (!exists) throw new PortolanError("CooperationMissing", {});
    const { kind } = draft;
    const form = checkForm(kind, draft.record);
    const opens = ACT_RULES[kind].opens === "matter" || kind === "Anchor";
    const matter = draft.matter ?? (opens ? hexOf(randomBytes(32)) : undefined);
    if (matter === undefined) throw new PortolanError("ActFormIncomplete", { kind, problems: ["matter is missing"] });
    const refersTo = draft.refersTo ?? ZERO_BYTES32;
    if (draft.counterparty !== undefined && directory.get(draft.counterparty) === undefined)
      throw new PortolanError("ConsortiumUnknownParticipant", { participant: draft.counterparty });

    const basis = ACT_RULES[kind].opens === "matter" ? [refersTo] : [];
    const unsettled = await readUnsettledAuthors(db, [matter, ...basis]);
    const state = await loadCooperation(db, [matter, ...basis], [refersTo]);
    const isNew = opens && !state.matters.has(matter);
    if (!isNew && !unsettled.has(caller.participant)) await this.#requireVisible(caller, matter, refersTo);
    if (basis.some((id) => id !== ZERO_BYTES32) && !(await isOwnMatter(db, caller.participant, refersTo)))
      throw new PortolanError("MatterUnknown", { matter: refersTo });

    const { commitment, record } = commitmentOf(state, draft, matter, form);
    const time = now();
    const act: UnlinkedAct = {
      matter,
      kind: ACT_KINDS[kind],
      author: caller.participant,
      counterparty: draft.counterparty ?? 0,
      refersTo,
      occurredAt: draft.occurredAt ?? time,
      commitment,
      until: draft.until ?? 0,
      period: draft.period ?? 0,
      code: codeNumber(kind, draft.code),
      codes: codeSet(kind, draft.codes),
    };
    const previous = state.record(matter).head;
    return { act, record, previous, refusal: this.#predict(state, { ...act, previous }, time, unsettled.size > 0) };
  }

  #predict(state: CooperationState, act: Act, time: number, isUnsettled: boolean): Refusal | undefined {
    const form = checkActForm(act, time);
    if (form !== undefined || isUnsettled) return form;
    return state.judge(act, momentAt(this.#parts.reading.directory, time));
  }

  /**
   * A receipt states that what came matches what the giver committed to: each record was compared with its commitment before
   * it was stored.
   *
   * @throws HandoverContentMissing for a receipt of what is not here.
   */
  async #requireContent({ kind, matter, refersTo }: UnlinkedAct): Promise<void> {
    if (kind !== ACT_KINDS.Receipt || (await isRecordWhole(this.#parts.reading.db, refersTo))) return;
    const missing = [`record.${HANDED_OVER_MEMBER}`];
    throw new PortolanError("HandoverContentMissing", { matter, item: refersTo, missing });
  }

  /** @throws MatterUnknown unless the matter, or the handover that the act is about, concerns the caller. */
  async #requireVisible({ participant }: Caller, matter: MatterId, refersTo: Bytes32): Promise<void> {
    const { db } = this.#parts.reading;
    if (await isOwnMatter(db, participant, matter)) return;
    if ((await readOwnItem(db, participant, matter, refersTo)) !== undefined) return;
    throw new PortolanError("MatterUnknown", { matter });
  }
}

/** The digest that an act carries: of its own record, or the one that it repeats. */
function commitmentOf(
  state: CooperationState,
  { kind, refersTo }: ActDraft,
  matter: MatterId,
  form: JsonObject | undefined,
): { readonly commitment: Bytes32; readonly record: AcceptedAct["record"] } {
  if (form === undefined) {
    const repeated =
      kind === "Sign" || kind === "Join"
        ? state.record(matter).terms
        : state.item(matter, refersTo ?? ZERO_BYTES32).content;
    return { commitment: repeated, record: undefined };
  }
  const seed = hexOf(newPayloadSeed());
  const body = canonicalJson(form) as JsonText<JsonObject>;
  return { commitment: commit(form, bytesOf(seed)), record: { body, seed } };
}
