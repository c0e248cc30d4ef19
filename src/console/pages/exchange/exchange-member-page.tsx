import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { Link } from "wouter";
import type { AskedErasure } from "../../../api/asked-erasure.ts";
import type { Lane } from "../../../api/lane.ts";
import type { OwedPayload } from "../../../api/owed-payload.ts";
import type { ParticipantId } from "../../../domain/entry.ts";
import { refresh } from "../../api/cache.ts";
import { useEndless } from "../../api/use-endless.ts";
import { useTitle } from "../../layout/use-title.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { ErrorNotice, StaleNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { ErasureRow } from "./erasure-row.tsx";
import { followedLanes } from "./followed-lanes.ts";
import { LaneFact } from "./lane-fact.tsx";
import { OwedRow } from "./owed-row.tsx";
import "./exchange.css";

/** What passes between the reader's organisation and one member, and each payload that is owed to it. */
export default function ExchangeMemberPage({ member }: { readonly member: ParticipantId }) {
  const { data: lanes, error, isPending, refetch } = useQuery(followedLanes());
  const lane = lanes?.find(({ member: { id } }) => id === member);
  const title = text("exchange.with", { name: lane?.member.name ?? `№ ${member}` });
  useTitle(title);
  return (
    <div className="stack exchange">
      <p>
        <Link href="/exchange">{text("exchange.all")}</Link>
      </p>
      <h1>{title}</h1>
      {isPending && <Loading />}
      {lanes === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {lanes !== undefined && <StaleNotice error={error} onRetry={() => void refetch()} />}
      {lanes !== undefined && lane === undefined && (
        <p className="notice" role="status">
          {text("exchange.notOther")}
        </p>
      )}
      {lane !== undefined && (
        <>
          <LaneFacts of={lane} />
          <Payloads of={lane} which="owed" />
          <Payloads of={lane} which="closed" />
          <Erasures of={lane} />
        </>
      )}
    </div>
  );
}

const FACTS = ["endpoint", "owed", "contact", "next", "problem", "parcels"] as const;

function LaneFacts({ of }: { readonly of: Lane }) {
  return (
    <dl className="panel facts">
      {FACTS.map((fact) => (
        <div key={fact}>
          <dt>{text(`exchange.${fact}`)}</dt>
          <dd>
            <LaneFact of={of} fact={fact} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const PAGE = 50;

const keyOf = ({ entry }: OwedPayload): string => entry;

const WORDS = {
  owed: ["exchange.list", "exchange.listLead", "exchange.listNone"],
  closed: ["exchange.closed", "exchange.closedLead", "exchange.closedNone"],
} as const;

/** All payloads that are owed to a member, or not any more, loaded as the reader scrolls. */
function Payloads({ of, which }: { readonly of: Lane; readonly which: keyof typeof WORDS }) {
  const { id } = of.member;
  const queryKey = useMemo(() => [which, String(id)], [which, id]);
  const list = useEndless(queryKey, `/v1/members/${id}/${which}`, PAGE, keyOf);
  useRefreshWith(of, queryKey);
  const [title, lead, none] = WORDS[which];
  return (
    <section className="panel stack" aria-labelledby={which}>
      <div>
        <h2 id={which}>{text(title)}</h2>
        <p className="soft">{text(lead)}</p>
      </div>
      <EndlessList
        of={list}
        label={text(title)}
        row={(payload) => <OwedRow of={payload} />}
        height={80}
        none={text(none)}
      />
    </section>
  );
}

const keyOfErasure = ({ entry }: AskedErasure): string => entry;

/** What the member is asked to erase, with its answers. Absent when it is asked nothing. */
function Erasures({ of }: { readonly of: Lane }) {
  const { id } = of.member;
  const queryKey = useMemo(() => ["erasures", String(id)], [id]);
  const list = useEndless(queryKey, `/v1/members/${id}/erasures`, PAGE, keyOfErasure);
  useRefreshWith(of, queryKey);
  if (list.isPending || list.isEmpty) return null;
  return (
    <section className="panel stack" aria-labelledby="erasures">
      <div>
        <h2 id="erasures">{text("erasures.title")}</h2>
        <p className="soft">{text("erasures.lead")}</p>
      </div>
      <EndlessList
        of={list}
        label={text("erasures.title")}
        row={(erasure) => <ErasureRow of={erasure} />}
        height={60}
        none={text("erasures.none")}
      />
    </section>
  );
}

/** Reloads a list when its lane has changed. */
function useRefreshWith(lane: Lane, queryKey: readonly string[]): void {
  const client = useQueryClient();
  const seen = useRef(lane);
  useEffect(() => {
    if (seen.current !== lane) refresh(client, { queryKey });
    seen.current = lane;
  }, [client, lane, queryKey]);
}
