import { countDeliveries } from "../../store/notify/deliveries.ts";
import type { Reading } from "../read/reading.ts";

/** How many messages to webhooks and subscriptions are still tried, and how many were given up. */
export const countMessages = ({ db }: Pick<Reading, "db">): Promise<{ pending: number; dead: number }> =>
  countDeliveries(db);
