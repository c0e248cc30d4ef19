import { randomUUID } from "node:crypto";
import { locationOf, requireStatus, type Answer, type Server } from "./server.ts";

/** A named query that a check made. The run deletes it at its end. */
export interface MadeQuery {
  readonly name: string;
  /** Path below the base URL. */
  readonly path: string;
  readonly location: string;
}

/** Makes a name that no other run uses. */
export const newQueryName = () => `conformance-${randomUUID()}`;

export async function createQuery(server: Server, query: object = {}): Promise<MadeQuery> {
  const name = newQueryName();
  const answer = await server.call("POST", "/queries", { name, query });
  requireStatus(answer, 201);
  return { name, path: `/queries/${name}`, location: locationOf(answer) };
}

/** The key of the signatures of all subscriptions of a run. */
export const SIGNATURE_TOKEN = "token of the conformance suite";

/** A schedule that names no second of a run: the 29th of February. */
export const RARE_SCHEDULE = { second: "0", minute: "0", hour: "0", dayOfMonth: "29", month: "2" };

/** Subscribes to a query. @param controls the schedule or `stream`. */
export function subscribe(server: Server, query: MadeQuery, dest: string, controls: object): Promise<Answer> {
  return server.call("POST", `${query.path}/subscriptions`, { dest, signatureToken: SIGNATURE_TOKEN, ...controls });
}

/** A destination that does not exist (RFC 6761). It is https, because a server may refuse others. */
export const DEAF_DESTINATION = "https://subscriber.invalid/callback";
