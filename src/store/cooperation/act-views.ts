import { ACT_KINDS } from "../../domain/cooperation/act-kind.ts";
import {
  HANDED_OVER,
  JOINT_CASE_STATES,
  MATTER_STATES,
  type MatterState,
  REQUEST_STATES,
} from "../../domain/cooperation/matter-state.ts";
import { numberOf } from "../access/visibility.ts";

/** The views of an act's record: all of it; or all but what a handover gives, which is its member `content`. */
const WHOLE = numberOf("all");
export const WITHOUT_CONTENT = numberOf("handoff");

/** SQL: the states in a list, by their numbers. */
const listOf = (states: readonly MatterState[]) => states.map((state) => MATTER_STATES.indexOf(state)).join(", ");

/**
 * SQL: joins to the act `a` its record `r`, its matter `m`, the agreement `g` of a request or a joint case, the item `i`
 * that the act opened, and the item `t` that it is about.
 */
export const ACT_PLACE = `left join act_records r on r.commitment = a.commitment and r.author = a.author
  left join matters m on m.id = a.matter left join matters g on g.id = m.basis
  left join matter_items i on i.hash = a.hash left join matter_items t on t.hash = a.refers_to`;

/** SQL: whether the act `a` has a record of its own, and does not repeat the commitment of an earlier act. */
export const HAS_RECORD = `a.kind not in (${ACT_KINDS.Sign}, ${ACT_KINDS.Join}, ${ACT_KINDS.Receipt})`;

/**
 * SQL: whether the reader is a party of the agreement, a side of the request, the author of the journal, or invited to the
 * joint case or a member of it.
 */
const concerns = (
  reader: string,
) => `((m.opener = ${reader} and m.state not in (${listOf(JOINT_CASE_STATES)})) or m.answerer = ${reader}
  or exists (select 1 from matter_seats s where s.matter = a.matter and s.participant = ${reader} and s.named = 1))`;

const isSealed = (item: string) =>
  `${item}.recipient = 0 and ${item}.state not in (${listOf(["SealOpened", "Exhibited"])})`;

/**
 * SQL: the view that a reader has of the record of the act `a`, joined by {@link ACT_PLACE}. The gateways of the author and
 * of the reader decide by it alike.
 *
 * @param reader SQL of the reader's number.
 * @param handedOver SQL: whether the recipient of the handover `i` has what it gives.
 */
const viewOf = (reader: string, handedOver: string) => `case
  when a.author = ${reader} then ${WHOLE}
  when i.recipient = 0 then case when ${isSealed("i")} or not ${concerns(reader)} then 0 else ${WHOLE} end
  when i.recipient = ${reader} then case when ${handedOver} then ${WHOLE} else ${WITHOUT_CONTENT} end
  when i.hash is not null then case when i.originator = ${reader} then ${WITHOUT_CONTENT} else 0 end
  when t.recipient = 0 then case when t.author = ${reader} then ${WHOLE}
    when ${isSealed("t")} or not ${concerns(reader)} then 0 else ${WHOLE} end
  when t.hash is not null then case
    when ${reader} in (t.author, t.recipient, t.originator, t.consent_to, a.counterparty) then ${WHOLE} else 0 end
  when ${concerns(reader)} then ${WHOLE} else 0 end`;

/** SQL: the view that a reader has of the record of the act `a`. A recipient reads on until it erases. */
export const viewOfAct = (reader: string): string =>
  viewOf(reader, `i.state in (${listOf([...HANDED_OVER, "Recalled"])})`);

/** The states of a handover in which its content is sent. */
const SENT: readonly MatterState[] = HANDED_OVER.filter((state) => state !== "ErasureRefused");

/**
 * SQL: whether the act `a`, joined by {@link ACT_PLACE}, concerns the reader: it is in a matter of the reader, or about a
 * handover or a seal that the reader gives, receives or first gave.
 */
export const seenAct = (reader: string): string => `(a.author = ${reader} or ${concerns(reader)}
  or ${reader} in (coalesce(i.author, 0), coalesce(i.recipient, 0), coalesce(i.originator, 0),
    coalesce(t.author, 0), coalesce(t.recipient, 0), coalesce(t.originator, 0)))`;

const UNDER_AGREEMENT = listOf([...REQUEST_STATES, ...JOINT_CASE_STATES]);

const inForce = (agreement: string, time: string) =>
  `${agreement}.state = ${listOf(["InForce"])} and (${agreement}.ends_at = 0 or ${agreement}.ends_at > ${time})`;

/**
 * SQL: the view with which the record of the act `a` is sent to a reader. What a handover gives is not sent after a recall,
 * nor while the agreement is not in force.
 *
 * @param time SQL of the time of the chain, in Unix seconds.
 */
export const sentViewOfAct = (reader: string, time: string): string =>
  viewOf(
    reader,
    `i.state in (${listOf(SENT)})
      and case when m.state in (${UNDER_AGREEMENT}) then ${inForce("g", time)} else ${inForce("m", time)} end`,
  );
