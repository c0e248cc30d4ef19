import type { QueryClient } from "@tanstack/react-query";
import { reads } from "../api/reads.ts";
import type { Session } from "../../api/session.ts";

/** From now on pages are shown to this session's organisation, which sees nothing of what another read before it. */
export function takeSession(client: QueryClient, session: Session): void {
  const { queryKey } = reads.session();
  const before = client.getQueryData(queryKey);
  if (before !== undefined && before.participant.id !== session.participant.id) {
    void client.resetQueries({ predicate: ({ queryKey: [kind] }) => kind !== queryKey[0] });
  }
  client.setQueryData(queryKey, session);
}
