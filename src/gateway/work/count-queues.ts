import type { QueueCount } from "../../api/work.ts";
import { countQueue } from "../../store/work/work-queues.ts";
import { QUEUE_NAMES, QUEUES } from "../../api/queue.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "../read/reading.ts";

/** Counting ends here: whoever has more to do need not know how much. */
const COUNTED = 1_000;

/** The queues that the caller has by its roles, with how much waits in each. */
export async function countQueues({ db }: Reading, caller: Caller): Promise<QueueCount[]> {
  const visibility = visibilityOf(caller);
  const own = QUEUE_NAMES.filter((queue) => ((QUEUES[queue].roles ?? caller.roles) & caller.roles) !== 0);
  return Promise.all(
    own.map(async (queue) => {
      const counted = await countQueue(db, visibility, queue, COUNTED + 1);
      return { queue, count: Math.min(counted, COUNTED), more: counted > COUNTED };
    }),
  );
}
