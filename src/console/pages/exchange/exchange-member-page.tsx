import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
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
          <OwedPayloads of={lane} />
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

/** All payloads that are owed to a member, loaded as the reader scrolls. */
function OwedPayloads({ of }: { readonly of: Lane }) {
  const { id } = of.member;
  const list = useEndless(["owed", String(id)], `/v1/members/${id}/owed`, PAGE, keyOf);
  useRefreshWith(of);
  return (
    <section className="panel stack" aria-labelledby="owed">
      <div>
        <h2 id="owed">{text("exchange.list")}</h2>
        <p className="soft">{text("exchange.listLead")}</p>
      </div>
      <EndlessList
        of={list}
        label={text("exchange.list")}
        row={(payload) => <OwedRow of={payload} />}
        height={80}
        none={text("exchange.listNone")}
      />
    </section>
  );
}

/** Reloads the owed payloads when their lane has changed. */
function useRefreshWith(lane: Lane): void {
  const client = useQueryClient();
  const seen = useRef(lane);
  useEffect(() => {
    if (seen.current !== lane) refresh(client, { queryKey: ["owed", String(lane.member.id)] });
    seen.current = lane;
  }, [client, lane]);
}
