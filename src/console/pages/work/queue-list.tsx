import type { WorkItem } from "../../../api/work.ts";
import type { QueueName } from "../../../api/queue.ts";
import { useEndless } from "../../api/use-endless.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { text } from "../../texts/text.ts";
import { WorkRow } from "./work-row.tsx";

const PAGE = 50;

const keyOf = ({ shipment, case: about }: WorkItem): string => about?.hold ?? shipment.id;

/** Everything that waits in one queue, read on as it is scrolled. */
export function QueueList({ queue }: { readonly queue: QueueName }) {
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
