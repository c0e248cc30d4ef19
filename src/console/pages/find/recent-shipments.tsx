import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Page } from "../../../gateway/read/page.ts";
import type { ShipmentView } from "../../../gateway/read/shipment-view.ts";
import { call } from "../../api/call.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { ShipmentRow } from "./shipment-row.tsx";

const PAGE = 100;

/** Every shipment that the reader may see, the last changed first. */
export function RecentShipments() {
  const list = useInfiniteQuery({
    queryKey: ["shipments", "recent"],
    queryFn: ({ pageParam, signal }) =>
      call<Page<ShipmentView>>("/v1/shipments", { query: { limit: PAGE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const items = useMemo(() => once(list.data?.pages ?? []), [list.data]);
  return (
    <section className="panel stack">
      <h2>{text("find.recent")}</h2>
      {list.isPending && <Loading />}
      {list.isError && items.length === 0 && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="soft">{text("find.recentNone")}</p>}
      <EndlessList
        label={text("find.recent")}
        items={items}
        keyOf={({ id }) => id}
        row={(shipment) => <ShipmentRow of={shipment} />}
        height={48}
        more={hasNextPage}
        onMore={onMore}
      />
    </section>
  );
}

/** All shipments of the pages, each once: one that changed meanwhile stands on two, and is present on the first. */
function once(pages: readonly Page<ShipmentView>[]): readonly ShipmentView[] {
  const byId = new Map<string, ShipmentView>();
  for (const { items } of pages) {
    for (const shipment of items) if (!byId.has(shipment.id)) byId.set(shipment.id, shipment);
  }
  return [...byId.values()];
}
