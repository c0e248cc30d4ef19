import type { MatterId, UnlinkedAct } from "../../domain/cooperation/act.ts";
import type { OpenedItem, SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import { MATTER_STATES, type MatterState } from "../../domain/cooperation/matter-state.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { FollowedAct, FollowedActRefusal, FollowedMatter } from "../../domain/followed.ts";
import { flag } from "../chain/tables.ts";
import type {
  ActColumns,
  ActRefusalsTable,
  ActsTable,
  MatterItemsTable,
  MatterSeatsTable,
  MattersTable,
} from "./tables.ts";

export function actToColumns(act: UnlinkedAct): ActColumns {
  return {
    matter: act.matter,
    kind: act.kind,
    author: act.author,
    counterparty: act.counterparty,
    refers_to: act.refersTo,
    occurred_at: act.occurredAt,
    commitment: act.commitment,
    act_until: act.until,
    act_period: act.period,
    act_code: act.code,
    act_codes: act.codes,
  };
}

export function actFromColumns(row: ActColumns): UnlinkedAct {
  return {
    matter: row.matter,
    kind: row.kind,
    author: row.author,
    counterparty: row.counterparty,
    refersTo: row.refers_to,
    occurredAt: row.occurred_at,
    commitment: row.commitment,
    until: row.act_until,
    period: row.act_period,
    code: row.act_code,
    codes: row.act_codes,
  };
}

export function actToRow(followed: FollowedAct): ActsTable {
  return {
    hash: followed.hash,
    position: followed.position,
    sequence: followed.sequence,
    ...actToColumns(followed.act),
    previous: followed.act.previous,
    signature: followed.signature,
    block: followed.block,
    recorded_at: followed.recordedAt,
    transaction_hash: followed.transactionHash,
  };
}

export function rowToAct(row: ActsTable): FollowedAct {
  return {
    hash: row.hash,
    position: row.position,
    sequence: row.sequence,
    act: { ...actFromColumns(row), previous: row.previous },
    signature: row.signature,
    block: row.block,
    recordedAt: row.recorded_at,
    transactionHash: row.transaction_hash,
  };
}

export function actRefusalToRow(refusal: FollowedActRefusal): ActRefusalsTable {
  return {
    position: refusal.position,
    hash: refusal.hash,
    matter: refusal.act.matter,
    kind: refusal.act.kind,
    author: refusal.act.author,
    code: refusal.failure.code,
    facts: toJsonText(refusal.failure.facts),
    block: refusal.block,
    transaction_hash: refusal.transactionHash,
  };
}

export function matterToRow(id: MatterId, followed: FollowedMatter): MattersTable {
  const { matter } = followed;
  return {
    id,
    head: followed.head,
    state: MATTER_STATES.indexOf(matter.state),
    sequence: matter.sequence,
    opener: matter.opener,
    answerer: matter.answerer,
    parties: matter.parties,
    signed: matter.signed,
    suspensions: matter.suspensions,
    agreeing: matter.agreeing,
    ends_at: matter.endsAt,
    period: matter.period,
    code: matter.code,
    measures: matter.measures,
    round: matter.round,
    basis: followed.basis,
    terms: followed.terms,
    opened_at: followed.openedAt,
    updated_at: followed.updatedAt,
    updated_position: followed.updatedPosition,
  };
}

export function rowToMatter(row: MattersTable): FollowedMatter {
  return {
    head: row.head,
    matter: {
      state: stateOf(row.state),
      sequence: row.sequence,
      opener: row.opener,
      answerer: row.answerer,
      parties: row.parties,
      signed: row.signed,
      suspensions: row.suspensions,
      agreeing: row.agreeing,
      endsAt: row.ends_at,
      period: row.period,
      code: row.code,
      measures: row.measures,
      round: row.round,
    },
    basis: row.basis,
    terms: row.terms,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    updatedPosition: row.updated_position,
  };
}

export function seatToRow({ matter, participant, seat }: SeatRecord): MatterSeatsTable {
  const { named, signed, suspended, ...numbers } = seat;
  return {
    matter,
    participant,
    named: flag(named),
    signed: flag(signed),
    suspended: flag(suspended),
    directions: numbers.directions,
    task: numbers.task,
    agreed_round: numbers.round,
  };
}

export function rowToSeat(row: MatterSeatsTable): SeatRecord {
  return {
    matter: row.matter,
    participant: row.participant,
    seat: {
      directions: row.directions,
      named: row.named !== 0,
      signed: row.signed !== 0,
      suspended: row.suspended !== 0,
      task: row.task,
      round: row.agreed_round,
    },
  };
}

export function itemToRow({ matter, hash, item, content }: OpenedItem): MatterItemsTable {
  return {
    hash,
    matter,
    state: MATTER_STATES.indexOf(item.state),
    author: item.author,
    recipient: item.recipient,
    originator: item.originator,
    consent_to: item.consentTo,
    code: item.code,
    caveats: item.caveats,
    ends_at: item.until,
    jurisdiction: item.jurisdiction,
    content,
  };
}

export function rowToItem(row: MatterItemsTable): OpenedItem {
  return {
    matter: row.matter,
    hash: row.hash,
    item: {
      state: stateOf(row.state),
      author: row.author,
      recipient: row.recipient,
      originator: row.originator,
      consentTo: row.consent_to,
      code: row.code,
      caveats: row.caveats,
      until: row.ends_at,
      jurisdiction: row.jurisdiction,
    },
    content: row.content,
  };
}

const stateOf = (index: number): MatterState => MATTER_STATES[index] ?? "Unknown";
