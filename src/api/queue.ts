import type { Kind } from "../domain/rules/kind.ts";
import { ROLES, type RoleBits } from "../domain/rules/role.ts";
import { oneOf } from "./shape.ts";

/** The work queues, in the order in which they are shown. */
export const QUEUE_NAMES = ["arrivals", "inspections", "cases", "contests", "offers", "custody"] as const;

export type QueueName = (typeof QUEUE_NAMES)[number];

/** What waits in a queue, whose it is, and what is done about it. */
interface Queue {
  readonly meaning: string;
  /** Only who has one of these roles has it; `undefined`: everybody. */
  readonly roles: RoleBits | undefined;
  /** The kinds of entries by which its work is done, the likeliest first. */
  readonly kinds: readonly Kind[];
}

export const QUEUES: Readonly<Record<QueueName, Queue>> = {
  arrivals: {
    meaning: "shipments under way whose payloads name the caller's country, the last announced first",
    roles: ROLES.customs,
    kinds: ["Inspect", "Hold"],
  },
  inspections: {
    meaning: "own open cases of which no inspection was recorded since they were opened, the oldest first",
    roles: ROLES.customs,
    kinds: ["Inspect"],
  },
  cases: {
    meaning: "own open cases, the oldest first",
    roles: ROLES.customs,
    kinds: ["Notice", "Release", "Inspect", "Seize", "Forfeit"],
  },
  contests: {
    meaning: "open cases with an open remedy, for their agency and for tribunals, the oldest case first",
    roles: ROLES.customs | ROLES.tribunal,
    kinds: ["Uphold", "Annul", "Release"],
  },
  offers: {
    meaning: "shipments that are offered to the caller, the longest unchanged first",
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
