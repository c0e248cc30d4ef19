import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../../ledger/consortium-log.ts";
import type { TransactionReceipt } from "../../ledger/get-transaction-receipt.ts";

/** Whom a transaction enrolled; 0 when nobody. */
export function enrolledIn({ logs }: TransactionReceipt, consortium: Hex): ParticipantId {
  for (const log of logs) {
    if (log.address !== consortium || !CONSORTIUM_TOPICS.includes(log.topics[0] ?? "0x")) continue;
    const event = logToConsortiumEvent(log);
    if (event.event === "ParticipantEnrolled") return event.participant;
  }
  return 0;
}
