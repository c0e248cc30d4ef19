import { queryOptions } from "@tanstack/react-query";
import type { ActView } from "../../api/act.ts";
import type { CaseView } from "../../api/case.ts";
import type { CaseDetail } from "../../api/case-detail.ts";
import type { ChainView } from "../../api/chain.ts";
import type { CheckpointView } from "../../api/checkpoint.ts";
import type { CaseClocks, KnownProfiles } from "../../api/clock.ts";
import type { Audience } from "../../api/audience.ts";
import type { EntryCopies, Holders } from "../../api/copies.ts";
import type { EntryDetail, EntryView } from "../../api/entry.ts";
import type { Lane } from "../../api/lane.ts";
import type { HandoverDetail, HandoverView, MatterDetail, MatterView } from "../../api/matter.ts";
import type { Member } from "../../api/member.ts";
import type { Page } from "../../api/page.ts";
import type { ParticipantView } from "../../api/participant.ts";
import type { Session } from "../../api/session.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import type { Submission } from "../../api/submission.ts";
import type { Trace } from "../../api/trace.ts";
import type { QueueCount, ShipmentActions } from "../../api/work.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { call } from "./call.ts";
import { readAll } from "./read-all.ts";

/** All reads of pages, each with its key in the cache, under which new entries reload it. */
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
  casesOf: (id: ShipmentId) =>
    queryOptions({
      queryKey: ["shipment", id, "cases"],
      queryFn: async ({ signal }) =>
        (await call<{ items: readonly CaseView[] }>(`/v1/shipments/${id}/cases`, { signal })).items,
    }),
  case: (hold: EntryHash) =>
    queryOptions({
      queryKey: ["cases", hold],
      queryFn: ({ signal }) => call<CaseDetail>(`/v1/cases/${hold}`, { signal }),
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
  clocks: (id: ShipmentId) =>
    queryOptions({
      queryKey: ["shipment", id, "clocks"],
      queryFn: async ({ signal }) =>
        (await call<{ items: readonly CaseClocks[] }>(`/v1/shipments/${id}/clocks`, { signal })).items,
    }),
  profiles: () =>
    queryOptions({
      queryKey: ["profiles"],
      queryFn: async ({ signal }) => (await call<KnownProfiles>("/v1/profiles", { signal })).items,
      staleTime: Infinity,
    }),
  submission: (id: number) =>
    queryOptions({
      queryKey: ["submission", id],
      queryFn: ({ signal }) => call<Submission>(`/v1/submissions/${id}`, { signal }),
    }),
  queues: () =>
    queryOptions({
      queryKey: ["queues"],
      queryFn: async ({ signal }) => (await call<{ items: readonly QueueCount[] }>("/v1/queues", { signal })).items,
    }),
  matter: (matter: Bytes32) =>
    queryOptions({
      queryKey: ["matters", matter],
      queryFn: ({ signal }) => call<MatterDetail>(`/v1/matters/${matter}`, { signal }),
    }),
  actsOfMatter: (matter: Bytes32) =>
    queryOptions({
      queryKey: ["matters", matter, "acts"],
      queryFn: ({ signal }) => readAll<ActView>(`/v1/matters/${matter}/acts`, signal),
    }),
  handover: (matter: Bytes32, item: Bytes32) =>
    queryOptions({
      queryKey: ["handovers", matter, item],
      queryFn: ({ signal }) => call<HandoverDetail>(`/v1/matters/${matter}/handovers/${item}`, { signal }),
    }),
  newestMatters: () =>
    queryOptions({
      queryKey: ["newestMatters"],
      queryFn: async ({ signal }): Promise<readonly (MatterView | HandoverView)[]> => {
        const query = { limit: 1 };
        const [matters, handovers] = await Promise.all([
          call<Page<MatterView>>("/v1/matters", { query, signal }),
          call<Page<HandoverView>>("/v1/handovers", { query, signal }),
        ]);
        return [...matters.items, ...handovers.items];
      },
    }),
  participants: () =>
    queryOptions({
      queryKey: ["participants"],
      queryFn: ({ signal }) => readAll<ParticipantView>("/v1/participants", signal),
    }),
  member: (participant: ParticipantId) =>
    queryOptions({
      queryKey: ["members", participant],
      queryFn: ({ signal }) => call<Member>(`/v1/members/${participant}`, { signal }),
    }),
  lanes: () =>
    queryOptions({
      queryKey: ["lanes"],
      queryFn: ({ signal }) => readAll<Lane>("/v1/exchange/lanes", signal),
    }),
  copies: (shipment: ShipmentId) =>
    queryOptions({
      queryKey: ["shipment", shipment, "copies"],
      queryFn: ({ signal }) => readAll<EntryCopies>(`/v1/shipments/${shipment}/copies`, signal),
    }),
  holders: (hash: string) =>
    queryOptions({
      queryKey: ["holders", hash],
      queryFn: ({ signal }) => call<Holders>(`/v1/entries/${hash}/holders`, { signal }),
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
  audience: (hash: string) =>
    queryOptions({
      queryKey: ["audience", hash],
      queryFn: ({ signal }) => call<Audience>(`/v1/entries/${hash}/audience`, { signal }),
    }),
  entries: (query: { readonly author?: number; readonly kind?: string; readonly limit?: number }) =>
    queryOptions({
      queryKey: ["entries", query],
      queryFn: ({ signal }) => call<Page<EntryView>>("/v1/entries", { query: { ...query }, signal }),
    }),
};
