import { countQueue, type QueueName } from "../../store/work/work-queues.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "../read/reading.ts";
import { QUEUE_NAMES, QUEUES } from "./queue.ts";

/** Counting ends here: whoever has more to do need not know how much. */
const COUNTED = 1_000;

/** How much waits in a queue. */
export interface QueueCount {
  readonly queue: QueueName;
  readonly count: number;
  /** Whether there is more than was counted. */
  readonly more: boolean;
}

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
