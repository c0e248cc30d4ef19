import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { HandoverDetail } from "../../../../api/matter.ts";
import type { Bytes32 } from "../../../../domain/entry.ts";
import { reads } from "../../../api/reads.ts";
import { useTitle } from "../../../layout/use-title.ts";
import { ErrorNotice, StaleNotice } from "../../../parts/error-notice.tsx";
import { Fact } from "../../../parts/fact.tsx";
import { Hash, shortHash } from "../../../parts/hash.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { Participant } from "../../../parts/participant.tsx";
import { text } from "../../../texts/text.ts";
import { Time } from "../../../times/time.tsx";
import { choiceOf, labelOf } from "../../record/form/members.ts";
import { matterName } from "../matter-name.ts";
import { StateBadge } from "../state-badge.tsx";
import { useMatterWatch } from "../use-matter-watch.ts";
import { ActRow } from "./act-row.tsx";
import { PossibleActs } from "./possible-acts.tsx";
import "../cooperation.css";

/** One handover, seal or exhibit: its facts, what the reader may do about it now, and its acts. */
export default function HandoverPage({ matter, item }: { readonly matter: Bytes32; readonly item: Bytes32 }) {
  useMatterWatch();
  const { data, error, isPending, refetch } = useQuery(reads.handover(matter, item));
  const type = text(`cooperation.${data?.type ?? "handover"}`);
  const title = text("cooperation.unnamed", { type, id: shortHash(item) });
  useTitle(title);
  return (
    <div className="stack cooperation">
      <p>
        <Link href="/cooperation">{text("cooperation.all")}</Link>
      </p>
      <div className="row">
        <h1>{title}</h1>
        {data !== undefined && <StateBadge state={data.state} />}
      </div>
      {isPending && <Loading />}
      {data === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <StaleNotice error={error} onRetry={() => void refetch()} />
          <HandoverFacts of={data} />
          <PossibleActs of={data.possible} place={`/cooperation/${matter}/record`} about={`/${item}`} />
          <section className="panel stack" aria-labelledby="acts">
            <h2 id="acts">{text("cooperation.acts")}</h2>
            {data.acts.map((act) => (
              <ActRow key={act.hash} of={act} />
            ))}
          </section>
        </>
      )}
    </div>
  );
}

const AUTHORS = {
  handover: "cooperation.giver",
  seal: "cooperation.sealedBy",
  exhibit: "cooperation.contributor",
} as const;

function HandoverFacts({ of }: { readonly of: HandoverDetail }) {
  const { matter, item, type, author, recipient, originator, consentTo, code, caveats, until } = of;
  // The matter itself may be none of the reader's.
  const { data: about } = useQuery(reads.matter(matter));
  return (
    <dl className="panel facts">
      <Fact name={text(AUTHORS[type])}>
        <Participant of={author} />
      </Fact>
      {recipient !== null && (
        <Fact name={text("cooperation.recipient")}>
          <Participant of={recipient} />
        </Fact>
      )}
      {originator !== null && originator.id !== author?.id && (
        <Fact name={text("cooperation.originator")}>
          <Participant of={originator} />
        </Fact>
      )}
      {consentTo !== null && (
        <Fact name={text("cooperation.consentTo")}>
          <Participant of={consentTo} />
        </Fact>
      )}
      {code !== null && (
        <Fact name={labelOf(type === "seal" ? "ground" : "basis")}>
          {choiceOf(type === "seal" ? "ground" : "basis", code)}
        </Fact>
      )}
      {type !== "seal" && (
        <Fact name={labelOf("caveats")}>
          {caveats.map((caveat) => choiceOf("caveats", caveat)).join(", ") || text("cooperation.noCaveats")}
        </Fact>
      )}
      {until !== null && (
        <Fact name={text("cooperation.until")}>
          <Time at={until} />
        </Fact>
      )}
      <Fact name={text("cooperation.in")}>
        <Link href={`/cooperation/${matter}`}>{about === undefined ? shortHash(matter) : matterName(about)}</Link>
      </Fact>
      <Fact name={text("cooperation.number")}>
        <Hash value={item} what={text("cooperation.number")} />
      </Fact>
    </dl>
  );
}
