import type { Kind } from "../domain/rules/kind.ts";
import { ROLES, type RoleBits } from "../domain/rules/role.ts";
import { oneOf } from "./shape.ts";

/** The work queues, in display order. */
export const QUEUE_NAMES = ["arrivals", "inspections", "cases", "contests", "offers", "custody"] as const;

export type QueueName = (typeof QUEUE_NAMES)[number];

interface Queue {
  readonly meaning: string;
  /** Participants with one of these roles have the queue; `undefined`: all participants have it. */
  readonly roles: RoleBits | undefined;
  /** The kinds of entries that do the work of the queue, the likeliest first. */
  readonly kinds: readonly Kind[];
}

export const QUEUES: Readonly<Record<QueueName, Queue>> = {
  arrivals: {
    meaning: "open shipments whose payloads name the caller's country, the last announced first",
    roles: ROLES.customs,
    kinds: ["Inspect", "Hold"],
  },
  inspections: {
    meaning: "the caller's open cases without an inspection, the oldest first",
    roles: ROLES.customs,
    kinds: ["Inspect"],
  },
  cases: {
    meaning: "the caller's open cases, the oldest first",
    roles: ROLES.customs,
    kinds: ["Notice", "Charge", "Hear", "Release", "Inspect", "Seize", "Forfeit"],
  },
  contests: {
    meaning: "open cases with an open remedy, shown to their agency and to tribunals, the oldest first",
    roles: ROLES.customs | ROLES.tribunal,
    kinds: ["Uphold", "Annul", "Release"],
  },
  offers: {
    meaning: "shipments offered to the caller, the longest unchanged first",
    roles: undefined,
    kinds: ["Accept", "Refuse"],
  },
  custody: {
    meaning: "shipments in the caller's custody, the last changed first",
    roles: undefined,
    kinds: ["Offer", "Withdraw", "Load", "Report", "Close"],
  },
};

export const QueueNameSchema = oneOf(QUEUE_NAMES, {
  title: "QueueName",
  description: QUEUE_NAMES.map((name) => `\`${name}\`: ${QUEUES[name].meaning}`).join("; "),
});
