import { Link } from "wouter";
import type { OwnCase } from "../../../api/case-detail.ts";
import { useEndless } from "../../api/use-endless.ts";
import { useTitle } from "../../layout/use-title.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { Participant } from "../../parts/participant.tsx";
import { shipmentName } from "../../parts/shipment-name.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

const PAGE = 50;

const keyOf = ({ hold }: OwnCase): string => hold;

/** The cases that concern the reader's organisation, open ones first. */
export default function CasesPage() {
  useTitle(text("case.list"));
  const list = useEndless(["cases", "own"], "/v1/cases", PAGE, keyOf);
  return (
    <div className="stack">
      <h1>{text("case.list")}</h1>
      <section className="panel stack" aria-label={text("case.list")}>
        <p className="soft">{text("case.lead")}</p>
        <EndlessList
          of={list}
          label={text("case.list")}
          row={(item) => <CaseRow of={item} />}
          height={96}
          none={text("case.none")}
        />
      </section>
    </div>
  );
}

function CaseRow({ of }: { readonly of: OwnCase }) {
  const { hold, shipment, identifier, agency, openedAt, closedAt, contested, seized, process } = of;
  return (
    <article className="stack">
      <p className="row">
        <Link href={`/cases/${hold}`}>{text("case.title", { name: shipmentName(shipment, identifier) })}</Link>
        <span className={`badge ${closedAt === null ? "bad" : "good"}`}>
          {text(closedAt === null ? "cases.open" : "cases.closed")}
        </span>
        {seized && <span className="badge bad">{text("kind.Seize")}</span>}
        {contested && <span className="badge warn">{text("cases.contested")}</span>}
      </p>
      <p className="soft small">
        {text("cases.openedAt")} <Time at={openedAt} /> {text("case.by")} <Participant of={agency} />
        {process.remedyUntil !== null && closedAt === null && (
          <>
            {" · "}
            {text("case.protectedUntil")} <Time at={process.remedyUntil} />
          </>
        )}
      </p>
    </article>
  );
}
