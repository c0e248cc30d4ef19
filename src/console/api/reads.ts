import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ShipmentId } from "../../domain/entry.ts";
import type { CaseView } from "../../gateway/read/case-view.ts";
import type { EntryDetail } from "../../gateway/read/entry-detail.ts";
import type { EntryView } from "../../gateway/read/entry-view.ts";
import type { Page } from "../../gateway/read/page.ts";
import type { ParticipantReference } from "../../gateway/read/participant-reference.ts";
import type { ShipmentView } from "../../gateway/read/shipment-view.ts";
import type { Trace } from "../../gateway/trace/trace.ts";
import type { Scope } from "../../gateway/caller.ts";
import { call } from "./call.ts";

/** Whom the session stands for. */
export interface Session {
  readonly participant: ParticipantReference;
  readonly scopes: readonly Scope[];
}

/** Filters of the list of shipments. */
export interface ShipmentQuery {
  readonly identifier?: string;
  readonly identifierPrefix?: string;
  readonly custodian?: number;
  readonly participant?: number;
  readonly phase?: string;
  readonly held?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
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
  shipments: (query: ShipmentQuery) =>
    queryOptions({
      queryKey: ["shipments", query],
      queryFn: ({ signal }) => call<Page<ShipmentView>>("/v1/shipments", { query: { ...query }, signal }),
      placeholderData: keepPreviousData,
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
  cases: (id: ShipmentId) =>
    queryOptions({
      queryKey: ["shipment", id, "cases"],
      queryFn: ({ signal }) => call<{ readonly items: readonly CaseView[] }>(`/v1/shipments/${id}/cases`, { signal }),
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
