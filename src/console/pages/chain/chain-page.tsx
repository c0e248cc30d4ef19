import { useQuery } from "@tanstack/react-query";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice, StaleNotice } from "../../parts/error-notice.tsx";
import { Hash } from "../../parts/hash.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";
import { Activity } from "./activity.tsx";
import { NewestEntries } from "./newest-entries.tsx";
import { Refused } from "./refused.tsx";
import { Sample } from "./sample/sample.tsx";
import { Witnesses } from "./witnesses.tsx";
import "./chain.css";

/** The state of the ledger: the followed block, the latest entries and the refusals. */
export default function ChainPage() {
  useTitle(text("chain.title"));
  const { data, error, isPending, refetch } = useQuery(reads.chain());
  if (isPending) return <Loading />;
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { chain, checkpoint, chainHead, queue, activity, refused } = data;
  const behind = Math.max(0, chainHead - checkpoint.block);
  return (
    <div className="stack chain">
      <h1>{text("chain.title")}</h1>
      <StaleNotice error={error} onRetry={() => void refetch()} />
      <div className="columns">
        <section className="panel stack" aria-labelledby="ledger">
          <h2 id="ledger">{text("chain.where")}</h2>
          <dl className="facts">
            <dt>{text("chain.followed")}</dt>
            <dd>
              {text("chain.block", { block: checkpoint.block })}{" "}
              <span className={`badge ${behind === 0 ? "good" : "warn"}`}>
                {behind === 0 ? text("chain.level") : text("chain.behind", { count: behind })}
              </span>{" "}
              <span className="soft">
                <Time at={checkpoint.timestamp} />
              </span>{" "}
              <Hash value={checkpoint.hash} what={text("chain.block", { block: checkpoint.block })} />
            </dd>
            <dt>{text("chain.queue")}</dt>
            <dd>{text("chain.queued", { count: queue })}</dd>
            <dt>{text("chain.id")}</dt>
            <dd>{chain.chainId}</dd>
            <dt>{text("chain.ledger")}</dt>
            <dd>
              <Hash value={chain.ledger} what={text("chain.ledger")} />
            </dd>
            <dt>{text("chain.consortium")}</dt>
            <dd>
              <Hash value={chain.consortium} what={text("chain.consortium")} />
            </dd>
            <dt>{text("chain.genesis")}</dt>
            <dd>
              <Hash value={chain.genesis} what={text("chain.genesis")} />
            </dd>
          </dl>
        </section>
        <Witnesses />
        <Sample />
        <div className="stack">
          <Activity of={activity} />
          <Refused of={refused} />
        </div>
      </div>
      <NewestEntries />
    </div>
  );
}
