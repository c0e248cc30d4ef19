import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { CaseDetail } from "../../../api/case-detail.ts";
import type { EntryHash } from "../../../domain/entry.ts";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice, StaleNotice } from "../../parts/error-notice.tsx";
import { Fact } from "../../parts/fact.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Participant } from "../../parts/participant.tsx";
import { shipmentName } from "../../parts/shipment-name.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";
import { Alleged } from "./alleged.tsx";
import { PossibleNow } from "./possible-now.tsx";
import { Readable } from "./readable.tsx";

/** One case as the reader may see it, in the order in which a person asks. */
export default function CasePage({ hold }: { readonly hold: EntryHash }) {
  const { data, error, isPending, refetch } = useQuery(reads.case(hold));
  const title =
    data === undefined
      ? text("case.unnamed", { id: hold.slice(0, 10) })
      : text("case.title", { name: shipmentName(data.shipment, data.identifier) });
  useTitle(title);
  if (isPending) return <Loading />;
  if (data === undefined) {
    return (
      <article className="stack">
        <h1>{title}</h1>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        <p>
          <Link href="/cases">{text("case.all")}</Link>
        </p>
      </article>
    );
  }
  return (
    <article className="stack">
      <StaleNotice error={error} onRetry={() => void refetch()} />
      <State of={data} title={title} />
      <Alleged of={data} />
      <Happened of={data} />
      <PossibleNow of={data} />
      <Readable of={data} />
    </article>
  );
}

function State({ of, title }: { readonly of: CaseDetail; readonly title: string }) {
  const { shipment, identifier, closedAt, openedAt, process, partText, state } = of;
  return (
    <header className="panel stack">
      <div className="row">
        <h1>{title}</h1>
        <span className={`badge ${closedAt === null ? "bad" : "good"}`}>
          {text(closedAt === null ? "cases.open" : "cases.closed")}
        </span>
      </div>
      <p>
        <strong>{partText}</strong>
      </p>
      <ul>
        {state.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <dl className="facts">
        <Fact name={text("cases.openedAt")}>
          <Time at={openedAt} />
        </Fact>
        {process.remedyUntil !== null && closedAt === null && (
          <Fact name={text("case.protectedUntil")}>
            <Time at={process.remedyUntil} />
          </Fact>
        )}
        {process.jurisdiction !== null && <Fact name={text("case.jurisdiction")}>{process.jurisdiction}</Fact>}
      </dl>
      <p className="row">
        <Link href={`/shipments/${shipment}`}>
          {text("shipment.title", { name: shipmentName(shipment, identifier) })}
        </Link>
        <a className="button" href={`/v1/shipments/${shipment}/evidence`} download>
          {text("case.evidence")}
        </a>
      </p>
    </header>
  );
}

function Happened({ of: { events, more } }: { readonly of: CaseDetail }) {
  return (
    <section className="panel stack" aria-labelledby="happened">
      <h2 id="happened">{text("case.happened")}</h2>
      <ol className="stack">
        {events.map(({ entry, sentence, recordedAt, author, given, supersededBy }) => (
          <li key={entry}>
            <strong>{sentence}</strong>
            <br />
            <span className="soft small">
              {text("case.recorded")} <Time at={recordedAt} /> {text("case.by")} <Participant of={author} />
            </span>
            {typeof given?.["portolan:reason"] === "string" && <p>{given["portolan:reason"]}</p>}
            {supersededBy !== null && <p className="soft small">{text("case.corrected")}</p>}
          </li>
        ))}
      </ol>
      {more && <p className="notice">{text("case.more")}</p>}
    </section>
  );
}
