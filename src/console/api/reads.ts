import { queryOptions } from "@tanstack/react-query";
import type { ShipmentId } from "../../domain/entry.ts";
import type { ChainView } from "../../gateway/read/read-chain.ts";
import type { EntryDetail } from "../../gateway/read/entry-detail.ts";
import type { EntryView } from "../../gateway/read/entry-view.ts";
import type { Page } from "../../gateway/read/page.ts";
import type { ParticipantReference } from "../../gateway/read/participant-reference.ts";
import type { ParticipantView } from "../../gateway/read/participant-view.ts";
import type { ShipmentView } from "../../gateway/read/shipment-view.ts";
import type { Trace } from "../../gateway/trace/trace.ts";
import type { Scope } from "../../gateway/caller.ts";
import type { QueueCount } from "../../gateway/work/count-queues.ts";
import type { ShipmentActions } from "../../gateway/work/list-actions.ts";
import type { CheckpointView } from "../verify/check-cosignatures.ts";
import { call } from "./call.ts";

/** Whom the session stands for. */
export interface Session {
  readonly participant: ParticipantReference;
  readonly scopes: readonly Scope[];
  /** Who signs for it: the gateway with a key that it holds, or a wallet of the participant's own. */
  readonly signer: "gateway" | "wallet";
}

/** Everything that pages read, each under the key by which it is kept and, when entries arrive, asked for again. */
export const reads = {
  session: () =>
    queryOptions({
      queryKey: ["session"],
      queryFn: ({ signal }) => call<Session>("/v1/session", { signal }),
      staleTime: Infinity,
      retry: false,
    }),
  shipment: (id: ShipmentId) =>
    queryOptions({
      queryKey: ["shipment", id],
      queryFn: ({ signal }) => call<ShipmentView>(`/v1/shipments/${id}`, { signal }),
    }),
  trace: (id: ShipmentId, merged: boolean) =>
    queryOptions({
      queryKey: ["shipment", id, "trace", merged],
      queryFn: ({ signal }) => call<Trace>(`/v1/shipments/${id}/trace`, { query: { merged }, signal }),
    }),
  actions: (id: ShipmentId) =>
    queryOptions({
      queryKey: ["shipment", id, "actions"],
      queryFn: ({ signal }) => call<ShipmentActions>(`/v1/shipments/${id}/actions`, { signal }),
    }),
  queues: () =>
    queryOptions({
      queryKey: ["queues"],
      queryFn: async ({ signal }) => (await call<{ items: readonly QueueCount[] }>("/v1/queues", { signal })).items,
    }),
  participants: () =>
    queryOptions({
      queryKey: ["participants"],
      queryFn: async ({ signal }) => {
        const all: ParticipantView[] = [];
        let cursor: string | undefined;
        do {
          const page: Page<ParticipantView> = await call("/v1/participants", { query: { limit: 200, cursor }, signal });
          all.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        return all;
      },
    }),
  chain: () =>
    queryOptions({
      queryKey: ["entries", "chain"],
      queryFn: ({ signal }) => call<ChainView & { chainHead: number; queue: number }>("/v1/chain", { signal }),
      refetchInterval: 30_000,
    }),
  checkpoint: () =>
    queryOptions({
      queryKey: ["checkpoint"],
      queryFn: ({ signal }) => call<CheckpointView>("/v1/checkpoint", { signal }),
      refetchInterval: 30_000,
    }),
  entry: (hash: string) =>
    queryOptions({
      queryKey: ["entry", hash],
      queryFn: ({ signal }) => call<EntryDetail>(`/v1/entries/${hash}`, { signal }),
    }),
  entries: (query: { readonly author?: number; readonly kind?: string; readonly limit?: number }) =>
    queryOptions({
      queryKey: ["entries", query],
      queryFn: ({ signal }) => call<Page<EntryView>>("/v1/entries", { query: { ...query }, signal }),
    }),
};
