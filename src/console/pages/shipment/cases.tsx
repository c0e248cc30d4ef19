import { useQuery } from "@tanstack/react-query";
import type { CaseClocks as CaseClocksView } from "../../../api/clock.ts";
import type { Trace, TraceCase } from "../../../api/trace.ts";
import { Fragment } from "react";
import { Link } from "wouter";
import type { CaseView } from "../../../api/case.ts";
import { parseInstant } from "../../../domain/encoding/instant.ts";
import { reads } from "../../api/reads.ts";
import { CaseClocks } from "../../parts/case-clocks.tsx";
import { Participant } from "../../parts/participant.tsx";
import { text } from "../../texts/text.ts";
import { duration } from "../../times/format-time.ts";
import { Time } from "../../times/time.tsx";
import { caseTimes } from "./case-times.ts";
import { EntryReference } from "./entries/entry-reference.tsx";

/** Customs cases with their elapsed times, open cases first. The law decides the effect of a lapse. */
export function Cases({ trace }: { readonly trace: Trace }) {
  const { data: clocks = [] } = useQuery({
    ...reads.clocks(trace.shipment.id),
    enabled: trace.cases.length > 0,
  });
  if (trace.cases.length === 0) return null;
  const open = trace.cases.filter(({ closedAt }) => closedAt === null);
  const closed = trace.cases.filter(({ closedAt }) => closedAt !== null);
  return (
    <section className="panel stack" aria-labelledby="cases">
      <h2 id="cases">{text("cases.title")}</h2>
      {[...open, ...closed].map((customsCase) => (
        <CaseDetails
          key={customsCase.hold}
          trace={trace}
          of={customsCase}
          clocks={clocks.find(({ hold }) => hold === customsCase.hold)}
        />
      ))}
    </section>
  );
}

interface CaseDetailsProps {
  readonly trace: Trace;
  readonly of: TraceCase;
  /** Undefined while they are read. */
  readonly clocks: CaseClocksView | undefined;
}

function CaseDetails({ trace, of, clocks }: CaseDetailsProps) {
  const { agency, contested, seized, entries } = of;
  const { data: cases } = useQuery(reads.casesOf(trace.shipment.id));
  const process = cases?.find(({ hold }) => hold === of.hold)?.process;
  const { openedAt, notifiedAt, closedAt } = caseTimes(trace.entries, of);
  const notice = trace.entries.find(({ hash, kind }) => kind === "Notice" && entries.includes(hash))?.summary;
  const servedAt = parseInstant(notice?.servedAt);
  const respondBy = parseInstant(notice?.respondBy);
  const now = Date.now() / 1000;
  return (
    <div className={`notice ${closedAt === null ? "bad" : ""}`}>
      <div className="row">
        <strong>
          <Participant of={agency} />
        </strong>
        <span className={`badge ${closedAt === null ? "bad" : "good"}`}>
          {text(closedAt === null ? "cases.open" : "cases.closed")}
        </span>
        {seized && <span className="badge bad">{text("kind.Seize")}</span>}
        {contested && <span className="badge warn">{text("cases.contested")}</span>}
      </div>
      <p>
        <Link href={`/cases/${of.hold}`}>{text("case.open")}</Link>
      </p>
      <dl className="facts">
        <dt>{text("cases.openedAt")}</dt>
        <dd>
          <Time at={openedAt} />{" "}
          <span className="soft">({text("cases.lasting", { span: duration((closedAt ?? now) - openedAt) })})</span>
        </dd>
        <dt>{text("cases.notice")}</dt>
        <dd>
          {notifiedAt === null ? (
            <span className="badge warn">{text("cases.noNotice")}</span>
          ) : (
            <>
              <Time at={notifiedAt} />{" "}
              <span className="soft">({text("cases.after", { span: duration(notifiedAt - openedAt) })})</span>
            </>
          )}
        </dd>
        {servedAt !== undefined && (
          <>
            <dt>{text("cases.servedAt")}</dt>
            <dd>
              <Time at={servedAt} />
            </dd>
          </>
        )}
        {respondBy !== undefined && (
          <>
            <dt>{text("cases.respondBy")}</dt>
            <dd>
              <Time at={respondBy} />
            </dd>
          </>
        )}
        {closedAt !== null && (
          <>
            <dt>{text("cases.closedAt")}</dt>
            <dd>
              <Time at={closedAt} />
            </dd>
          </>
        )}
        {process !== undefined && <Process of={process} isOpen={closedAt === null} />}
        <dt>{text("cases.entries")}</dt>
        <dd>
          {entries.map((hash) => (
            <EntryReference key={hash} trace={trace} hash={hash} />
          ))}
        </dd>
      </dl>
      {clocks !== undefined && <CaseClocks of={clocks} />}
    </div>
  );
}

/** What the ledger records of due process: the charge, each affected party, and the protected time. */
function Process({ of, isOpen }: { readonly of: CaseView["process"]; readonly isOpen: boolean }) {
  const { charged, parties, remedyUntil } = of;
  return (
    <>
      <dt>{text("case.charged")}</dt>
      <dd>{text(charged ? "case.isCharged" : "case.isNotCharged")}</dd>
      {parties.map(({ participant, standing }) => (
        <Fragment key={participant?.id}>
          <dt>{text("case.party")}</dt>
          <dd>
            <Participant of={participant} />: {text(`standing.${standing}`)}
          </dd>
        </Fragment>
      ))}
      {remedyUntil !== null && isOpen && (
        <>
          <dt>{text("case.protectedUntil")}</dt>
          <dd>
            <Time at={remedyUntil} />
          </dd>
        </>
      )}
    </>
  );
}
