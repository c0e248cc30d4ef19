import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import type { ActView } from "../../../../api/act.ts";
import type { MatterDetail } from "../../../../api/matter.ts";
import type { Bytes32 } from "../../../../domain/entry.ts";
import { reads } from "../../../api/reads.ts";
import { useEndless } from "../../../api/use-endless.ts";
import { useTitle } from "../../../layout/use-title.ts";
import { EndlessList } from "../../../parts/endless-list.tsx";
import { ErrorNotice, StaleNotice } from "../../../parts/error-notice.tsx";
import { Fact } from "../../../parts/fact.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { Participant } from "../../../parts/participant.tsx";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { duration } from "../../../times/format-time.ts";
import { Time } from "../../../times/time.tsx";
import { choiceOf } from "../../record/form/members.ts";
import { matterName } from "../matter-name.ts";
import { StateBadge } from "../state-badge.tsx";
import { useMatterWatch } from "../use-matter-watch.ts";
import { ActRow } from "./act-row.tsx";
import { Parties } from "./parties.tsx";
import { PossibleActs } from "./possible-acts.tsx";
import "../cooperation.css";

/** One agreement, request or joint case: its facts and parties, what the reader may do now, and its acts. */
export default function MatterPage({ matter }: { readonly matter: Bytes32 }) {
  useMatterWatch();
  const { data, error, isPending, refetch } = useQuery(reads.matter(matter));
  useTitle(data === undefined ? text("cooperation.title") : matterName(data));
  return (
    <div className="stack cooperation">
      <p>
        <Link href="/cooperation">{text("cooperation.all")}</Link>
      </p>
      {isPending && <Loading />}
      {data === undefined && error !== null && (
        <>
          <h1>{text("cooperation.title")}</h1>
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        </>
      )}
      {data !== undefined && (
        <>
          <div className="row">
            <h1>{matterName(data)}</h1>
            <span className="badge">{text(`cooperation.${data.type}`)}</span>
            <StateBadge state={data.state} />
            {data.overdue && <span className="badge bad">{text("cooperation.isOverdue")}</span>}
          </div>
          <StaleNotice error={error} onRetry={() => void refetch()} />
          <MatterFacts of={data} />
          {data.parties.length > 0 && <Parties of={data.parties} type={data.type} />}
          <PossibleActs of={data.possible} place={`/cooperation/${matter}/record`} />
          <Acts of={matter} />
        </>
      )}
    </div>
  );
}

const OPENERS = {
  agreement: "cooperation.proposer",
  request: "cooperation.asking",
  jointCase: "cooperation.convener",
  journal: "cooperation.keptBy",
} as const;

function MatterFacts({ of }: { readonly of: MatterDetail }) {
  const { matter, type, opener, answerer, basis, measures, endsAt, waitsFor, ending, openedAt, updatedAt } = of;
  const { prolongation } = of;
  const reader = useSession().participant.id;
  return (
    <dl className="panel facts">
      <Fact name={text(OPENERS[type])}>
        <Participant of={opener} />
      </Fact>
      {answerer !== null && (
        <Fact name={text("cooperation.asked")}>
          <Participant of={answerer} />
        </Fact>
      )}
      {measures.length > 0 && (
        <Fact name={text(type === "request" ? "member.measure" : "member.measures")}>
          {measures.map((measure) => choiceOf("measure", measure)).join(", ")}
        </Fact>
      )}
      {basis !== null && (
        <Fact name={text(type === "agreement" ? "cooperation.replaces" : "cooperation.under")}>
          <Link href={`/cooperation/${basis}`}>{text("cooperation.agreement")}</Link>
        </Fact>
      )}
      {waitsFor !== null && (
        <Fact name={text("cooperation.waitsFor")}>
          {waitsFor.id === reader ? <strong>{text("cooperation.you")}</strong> : <Participant of={waitsFor} />}
        </Fact>
      )}
      {endsAt !== null && (
        <Fact name={text("cooperation.until")}>
          <Time at={endsAt} />
        </Fact>
      )}
      {prolongation !== null && <Fact name={text("cooperation.prolongation")}>{duration(prolongation)}</Fact>}
      {ending !== null && <Fact name={text("cooperation.ending")}>{choiceOf("outcome", ending)}</Fact>}
      <Fact name={text("cooperation.since")}>
        <Time at={openedAt} />
      </Fact>
      <Fact name={text("cooperation.updated")}>
        <Time at={updatedAt} />
      </Fact>
      <Fact name={text("cooperation.number")}>
        <Hash value={matter} what={text("cooperation.number")} />
      </Fact>
    </dl>
  );
}

const keyOf = ({ hash }: ActView): string => hash;

/** The acts of a matter, oldest first, loaded as the reader scrolls. */
function Acts({ of: matter }: { readonly of: Bytes32 }) {
  const queryKey = useMemo(() => ["matters", matter, "timeline"], [matter]);
  const list = useEndless(queryKey, `/v1/matters/${matter}/acts`, 50, keyOf);
  return (
    <section className="panel stack" aria-labelledby="acts">
      <h2 id="acts">{text("cooperation.acts")}</h2>
      <EndlessList
        of={list}
        label={text("cooperation.acts")}
        row={(act) => <ActRow of={act} />}
        height={160}
        none={text("cooperation.actsNone")}
      />
    </section>
  );
}
