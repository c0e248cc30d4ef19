import type { Hex } from "../../../src/domain/entry.ts";
import type { Answer } from "../api-client.ts";
import { readPath } from "./operations.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Pools } from "./pools.ts";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- every answer was checked against its schema
type Read = (body: any, sent: Outgoing) => readonly (readonly [pool: string, params: Record<string, unknown>])[];

/** The objects in the answers of single operations. */
const READERS: Readonly<Record<string, Read>> = {
  listShipments: ({ items }) => items.map(({ id }: { id: string }) => ["/v1/shipments/{id}", { id }]),
  listOwnCases: ({ items }) => items.map(({ hold }: { hold: string }) => ["/v1/cases/{hold}", { hold }]),
  listEntries: ({ items }) => items.map(({ hash }: { hash: string }) => ["/v1/entries/{hash}", { hash }]),
  prepareEntry: ({ prepared, hash }, { participant }) => [
    ["prepared", { draft: { prepared } }],
    ["signed", { draft: { prepared, signature: participant.key.sign(hash as Hex) } }],
  ],
  postAct: ({ id, kind, matter, act }) => [
    ["/v1/act-submissions/{id}", { id }],
    ...(kind === "Propose" ? [["/v1/matters/{matter}", { matter }] as const] : []),
    ...(kind === "Seal" && act !== null
      ? [["/v1/matters/{matter}/handovers/{item}", { matter, item: act }] as const]
      : []),
  ],
  listMatters: ({ items }) =>
    items
      .filter(({ type }: { type: string }) => type === "agreement")
      .map(({ matter }: { matter: string }) => ["/v1/matters/{matter}", { matter }]),
  listHandovers: ({ items }) =>
    items.map(({ matter, item }: { matter: string; item: string }) => [
      "/v1/matters/{matter}/handovers/{item}",
      { matter, item },
    ]),
  // The oldest come last, which are under a root first.
  listAccessRecords: ({ items }) =>
    items.map(({ number }: { number: number }) => ["/v1/access-records/{number}", { number }]),
  createWebhook: ({ webhook: { id } }) => [["/v1/webhooks/{id}", { id }]],
  issueApiKey: ({ key: { id } }) => [["/v1/api-keys/{id}", { id }]],
  enrolParticipant: ({ id }) => [["/v1/participants/{id}", { id }]],
  addKey: ({ id }, { body }) => [
    ["/v1/participants/{id}/keys/{address}", { id, address: (body as { address: string }).address }],
  ],
  readShipment: ({ identifier }) => (identifier === null ? [] : [["identifier", { identifier }]]),
  ...Object.fromEntries(
    ["EventTypes", "Epcs", "BizSteps", "BizLocations", "ReadPoints", "Dispositions"].map((named) => {
      const resource = named.charAt(0).toLowerCase() + named.slice(1);
      const name = resource.slice(0, -1);
      const read: Read = ({ member }) =>
        member.map((value: string) => [`/epcis/${resource}/{${name}}`, { [name]: value }]);
      return [`listEpcis${named}`, read];
    }),
  ),
};

/** Remembers the objects in an answer, and forgets deleted ones. */
export function harvest(pools: Pools, sent: Outgoing, { status, headers, body }: Answer): void {
  if (status >= 300) return;
  const { operation, about, caller } = sent;
  if (operation.method === "DELETE" && operation.pool && about) pools.forget(operation.pool, about);
  const add = (pool: string, params: Record<string, unknown>) => pools.add(pool, params, caller);
  const location = readPath(headers.get("location") ?? "");
  if (location !== undefined) add(location.pool, location.params);
  const link = /nextPageToken=([^&>]+)/.exec(headers.get("link") ?? "")?.[1];
  if (link !== undefined) {
    const token = decodeURIComponent(link);
    add(`next ${operation.template}`, { token });
    if (operation.template !== "/epcis/capture") add("/epcis/nextPageToken/{token}", { token });
  }
  if (typeof body?.next === "string") add(`next ${operation.template}`, { cursor: body.next });
  if (body === undefined) return;
  for (const [pool, params] of READERS[operation.id]?.(body, sent) ?? []) add(pool, params);
}
