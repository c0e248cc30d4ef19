import type { ActView } from "../../api/act.ts";
import { actKindOf } from "../../domain/cooperation/act-kind.ts";
import { HANDED_OVER_MEMBER } from "../../domain/cooperation/handed-over-member.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import { numberOf } from "../../store/access/visibility.ts";
import { actOfRow, type ActRow } from "../../store/cooperation/visible-matters.ts";
import { referenceOrNull } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";
import { codeName, codeSetNames } from "./act-codes.ts";

/** Converts an act for the reader for whom its row was read. */
export function viewAct({ directory }: Pick<ReadContext, "directory">, row: ActRow): ActView {
  const { act, hash, sequence, recordedAt, block, transactionHash } = actOfRow(row);
  const kind = actKindOf(act.kind);
  return {
    hash,
    matter: act.matter,
    sequence,
    kind,
    author: referenceOrNull(directory, act.author),
    counterparty: referenceOrNull(directory, act.counterparty),
    refersTo: act.refersTo === ZERO_BYTES32 ? null : act.refersTo,
    occurredAt: act.occurredAt,
    recordedAt,
    until: act.until === 0 ? null : act.until,
    period: act.period === 0 ? null : act.period,
    code: codeName(kind, act.code),
    codes: codeSetNames(kind, act.codes),
    commitment: act.commitment,
    record: recordOf(row),
    block,
    transactionHash,
  };
}

/** What the reader may read of a record, of what is held; null for nothing. */
function recordOf({ body, view }: ActRow): JsonObject | null {
  if (body === null || view === numberOf("facts")) return null;
  const record = fromJsonText(body);
  if (view === numberOf("all")) return record;
  return Object.fromEntries(Object.entries(record).filter(([member]) => member !== HANDED_OVER_MEMBER));
}
