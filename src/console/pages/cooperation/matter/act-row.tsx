import { Link } from "wouter";
import type { ActView } from "../../../../api/act.ts";
import { ACT_FORMS } from "../../../../api/act-forms.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../../../domain/cooperation/act-rules.ts";
import { Fact } from "../../../parts/fact.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { Participant } from "../../../parts/participant.tsx";
import { text } from "../../../texts/text.ts";
import { duration } from "../../../times/format-time.ts";
import { Time } from "../../../times/time.tsx";
import { choiceOf, labelOf } from "../../record/form/members.ts";
import { fieldName } from "../acting/act-fields.ts";
import { recordFields } from "../acting/act-schema.ts";
import { RecordFacts } from "../record-facts.tsx";

/** One recorded act of a timeline: who did what when, its fields, and its record as labelled text. */
export function ActRow({ of }: { readonly of: ActView }) {
  const { hash, matter, sequence, kind, author, counterparty, occurredAt, block, refersTo, record } = of;
  const opensItem = ACT_RULES[kind].opens === "item";
  const item = opensItem ? hash : ACT_RULES[kind].itemStates === undefined ? null : refersTo;
  return (
    <article className="act-row" id={`act-${hash}`}>
      <div className="row">
        <span className="soft small">{sequence}</span>
        <strong>{text(`done.${kind}`)}</strong>
        <Participant of={author} />
        <span className="soft small">
          <Time at={occurredAt} />
        </span>
      </div>
      <dl className="facts">
        {counterparty !== null && (
          <Fact name={labelOf("counterparty")}>
            <Participant of={counterparty} />
          </Fact>
        )}
        <Fields of={of} />
      </dl>
      {record !== null && <RecordFacts schema={recordFields(kind)} record={record} />}
      {record === null && ACT_FORMS[kind] !== null && <p className="soft small">{text("cooperation.noRecord")}</p>}
      <p className="row small soft">
        {item !== null && (
          <Link href={`/cooperation/${matter}/handovers/${item}`}>{text(`cooperation.to.${itemOf(kind)}`)}</Link>
        )}
        <Hash value={hash} what={text("cooperation.hash")} />
        <span>{text("exchange.block", { block })}</span>
      </p>
    </article>
  );
}

/** What the item is that an act of the kind opens or is about. */
function itemOf(kind: ActKind): "seal" | "exhibit" | "handover" {
  if (kind.endsWith("Seal")) return "seal";
  return kind === "Exhibit" || kind === "Derive" ? "exhibit" : "handover";
}

/** The times and codes of an act, under the names that they have for its kind. */
function Fields({ of: { kind, until, period, code, codes } }: { readonly of: ActView }) {
  const name = (field: "until" | "period" | "code" | "codes") => fieldName(kind, field);
  const label = (field: Parameters<typeof name>[0]) => labelOf(name(field));
  return (
    <>
      {code !== null && <Fact name={label("code")}>{choiceOf(name("code"), code)}</Fact>}
      {codes.length > 0 && (
        <Fact name={label("codes")}>{codes.map((one) => choiceOf(name("codes"), one)).join(", ")}</Fact>
      )}
      {period !== null && <Fact name={label("period")}>{duration(period)}</Fact>}
      {until !== null && (
        <Fact name={label("until")}>
          <Time at={until} />
        </Fact>
      )}
    </>
  );
}
