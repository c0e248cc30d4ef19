import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Page } from "../../../gateway/read/page.ts";
import type { WorkItem } from "../../../gateway/work/list-queue.ts";
import type { QueueName } from "../../../gateway/work/queue.ts";
import { call } from "../../api/call.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { WorkRow } from "./work-row.tsx";

const PAGE = 50;

/** Everything that waits in one queue, read on as it is scrolled. */
export function QueueList({ queue }: { readonly queue: QueueName }) {
  const list = useInfiniteQuery({
    queryKey: ["queues", queue],
    queryFn: ({ pageParam, signal }) =>
      call<Page<WorkItem>>(`/v1/queues/${queue}`, { query: { limit: PAGE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const items = useMemo(() => once(list.data?.pages ?? []), [list.data]);
  return (
    <section className="panel stack" aria-labelledby="queue">
      <div>
        <h2 id="queue">{text(`queue.${queue}`)}</h2>
        <p className="soft">{text(`queue.${queue}.lead`)}</p>
      </div>
      {list.isPending && <Loading />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <p className="nothing" role="status">
          {text(`queue.${queue}.none`)}
        </p>
      )}
      <EndlessList
        label={text(`queue.${queue}`)}
        items={items}
        keyOf={keyOf}
        row={(item) => <WorkRow queue={queue} of={item} />}
        height={96}
        more={hasNextPage}
        onMore={onMore}
      />
    </section>
  );
}

const keyOf = ({ shipment, case: about }: WorkItem): string => about?.hold ?? shipment.id;

/** Each thing once: one that changed between two pages may stand on both. */
function once(pages: readonly Page<WorkItem>[]): readonly WorkItem[] {
  return [...new Map(pages.flatMap(({ items }) => items).map((item) => [keyOf(item), item])).values()];
}
