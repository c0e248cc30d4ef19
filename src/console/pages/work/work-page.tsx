import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { QueueName } from "../../../api/queue.ts";
import type { WorkItem } from "../../../api/work.ts";
import { reads } from "../../api/reads.ts";
import { useEndless } from "../../api/use-endless.ts";
import { useTitle } from "../../layout/use-title.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { useMayOpen } from "../open/may-open.ts";
import { WorkRow } from "./work-row.tsx";
import "./work.css";

/** The queues of the reader's organisation, with the possible actions on each item. */
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

const PAGE = 50;

const keyOf = ({ shipment, case: about }: WorkItem): string => about?.hold ?? shipment.id;

/** All items of one queue, loaded as the reader scrolls. */
function QueueList({ queue }: { readonly queue: QueueName }) {
  const list = useEndless(["queues", queue], `/v1/queues/${queue}`, PAGE, keyOf);
  return (
    <section className="panel stack" aria-labelledby="queue">
      <div>
        <h2 id="queue">{text(`queue.${queue}`)}</h2>
        <p className="soft">{text(`queue.${queue}.lead`)}</p>
      </div>
      <EndlessList
        of={list}
        label={text(`queue.${queue}`)}
        row={(item) => <WorkRow queue={queue} of={item} />}
        height={96}
        none={text(`queue.${queue}.none`)}
      />
    </section>
  );
}
