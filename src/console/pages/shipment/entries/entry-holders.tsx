import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Holders } from "../../../../api/copies.ts";
import type { ReaderView } from "../../../../api/audience.ts";
import type { EntryDetail } from "../../../../api/entry.ts";
import type { EntryHash, ParticipantId } from "../../../../domain/entry.ts";
import { Problem } from "../../../api/problem.ts";
import { reads } from "../../../api/reads.ts";
import { ErasureAnswer } from "../../../parts/erasure-answer.tsx";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { Participant } from "../../../parts/participant.tsx";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { Time } from "../../../times/time.tsx";

/** Who is known to hold an entry's payload, read when the reader of the page asks. Absent without other gateways. */
export function EntryHolders({ of: { hash, payload } }: { readonly of: EntryDetail }) {
  const { data: lanes } = useQuery(reads.lanes());
  const [opened, setOpened] = useState(false);
  if (lanes === undefined || lanes.length === 0 || payload === "withheld") return null;
  return (
    <details onToggle={({ currentTarget }) => setOpened((before) => before || currentTarget.open)}>
      <summary>{text("holders.title")}</summary>
      {opened && <HoldersOf hash={hash} />}
    </details>
  );
}

function HoldersOf({ hash }: { readonly hash: EntryHash }) {
  const holders = useQuery(reads.holders(hash));
  const audience = useQuery(reads.audience(hash));
  const error = holders.error ?? audience.error;
  if (Problem.is(error, "PayloadNotHeld")) return <p className="soft">{text("holders.part")}</p>;
  if (holders.data !== undefined && audience.data !== undefined)
    return <HolderTable of={holders.data} readers={audience.data.readers} />;
  if (error === null) return <Loading />;
  const onRetry = () => void Promise.all([holders.refetch(), audience.refetch()]);
  return <ErrorNotice error={error} onRetry={onRetry} />;
}

/** @param readers who reads the payload now, by which rule */
function HolderTable({ of, readers }: { readonly of: Holders; readonly readers: readonly ReaderView[] }) {
  const { here, copies, others, erasures } = of;
  const rules = new Map(readers.map(({ participant, rule }) => [participant.id, text(`rule.${rule}`)]));
  const ruleOf = (id: ParticipantId) => rules.get(id);
  const own = ruleOf(useSession().participant.id);
  return (
    <div className="stack">
      <p className="row">
        <span className={copies === 1 ? "badge warn" : "badge"}>{text("holders.copies", { count: copies })}</span>
        {own !== undefined && <span className="soft">{text("holders.reader", { rule: own })}</span>}
      </p>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text("holders.holder")}</th>
            <th scope="col">{text("holders.holds")}</th>
            <th scope="col">{text("holders.known")}</th>
            <th scope="col">{text("holders.rule")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{text("holders.here")}</td>
            <td data-label={text("holders.holds")}>{text(`holders.here.${here}`)}</td>
            <td data-label={text("holders.known")}>{text("holders.store")}</td>
            <td />
          </tr>
          {others.map(({ member, view, evidence, at }) => (
            <tr key={member.id}>
              <td>
                <Participant of={member} />
              </td>
              <td data-label={text("holders.holds")}>{text(`view.${view}`)}</td>
              <td data-label={text("holders.known")}>
                {text(`holders.${evidence}`)} <Time at={at} />
              </td>
              <td data-label={text("holders.rule")}>{ruleOf(member.id) ?? text("holders.noRule")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {erasures.length > 0 && <ErasureTable of={erasures} />}
    </div>
  );
}

/** What the members answered that the author asked to erase the payload. */
function ErasureTable({ of }: { readonly of: Holders["erasures"] }) {
  return (
    <>
      <p>{text("erasures.ofEntry")}</p>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text("erasures.member")}</th>
            <th scope="col">{text("erasures.answer")}</th>
            <th scope="col">{text("erasures.ground")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ member, state, until, ground }) => (
            <tr key={member.id}>
              <td>
                <Participant of={member} />
              </td>
              <td data-label={text("erasures.answer")}>
                <ErasureAnswer state={state} until={until} />
              </td>
              <td data-label={text("erasures.ground")}>{ground !== null && <bdi>{ground}</bdi>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
