import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Lane } from "../../../api/lane.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice, StaleNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Participant } from "../../parts/participant.tsx";
import { text } from "../../texts/text.ts";
import { LaneFact } from "./lane-fact.tsx";
import { followedLanes } from "./followed-lanes.ts";
import "./exchange.css";

/** The members with other gateways, with what the reader's organisation owes to each. */
export default function ExchangePage() {
  useTitle(text("exchange.title"));
  const { data: lanes, error, isPending, refetch } = useQuery(followedLanes());
  return (
    <div className="stack exchange">
      <h1>{text("exchange.title")}</h1>
      {isPending && <Loading />}
      {lanes === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {lanes !== undefined && <StaleNotice error={error} onRetry={() => void refetch()} />}
      {lanes?.length === 0 && (
        <div className="notice" role="status">
          <p>
            <strong>{text("exchange.none")}</strong>
          </p>
          <p>{text("exchange.noneWhy")}</p>
        </div>
      )}
      {lanes !== undefined && lanes.length > 0 && <Lanes of={lanes} />}
    </div>
  );
}

const COLUMNS = ["owed", "contact", "next", "problem"] as const;

function Lanes({ of }: { readonly of: readonly Lane[] }) {
  return (
    <section className="panel stack" aria-label={text("exchange.title")}>
      <p className="soft">{text("exchange.lead")}</p>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text("exchange.member")}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`exchange.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((lane) => (
            <tr key={lane.member.id}>
              <td>
                <Link href={`/exchange/${lane.member.id}`}>
                  <Participant of={lane.member} />
                </Link>
              </td>
              {COLUMNS.map((column) => (
                <td key={column} data-label={text(`exchange.${column}`)}>
                  <LaneFact of={lane} fact={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
