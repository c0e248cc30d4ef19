import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { useMayOpen } from "../open/may-open.ts";
import { QueueList } from "./queue-list.tsx";
import "./work.css";

/** What waits for the reader's organisation, queue by queue, and what it can do about each thing. */
export default function WorkPage({ queue }: { readonly queue: string | undefined }) {
  useTitle(text("work.title"));
  const mayOpen = useMayOpen();
  const { data: queues, error, isPending, refetch } = useQuery(reads.queues());
  if (isPending) return <Loading />;
  if (queues === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const shown = queues.find((one) => one.queue === queue) ?? queues.find(({ count }) => count > 0) ?? queues[0];
  return (
    <div className="stack work">
      <div className="row">
        <h1>{text("work.title")}</h1>
        {mayOpen && (
          <Link className="button end" href="/open">
            {text("act.Consign")}
          </Link>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <nav aria-label={text("work.queues")}>
        <ul className="plain queues">
          {queues.map(({ queue: name, count, more }) => (
            <li key={name}>
              <Link href={`/work/${name}`} aria-current={name === shown?.queue ? "true" : undefined}>
                <span>{text(`queue.${name}`)}</span>
                <strong>{more ? text("work.moreThan", { count }) : count}</strong>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {shown !== undefined && <QueueList key={shown.queue} queue={shown.queue} />}
    </div>
  );
}
