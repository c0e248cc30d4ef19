import type { QueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { Session } from "../../api/session.ts";
import { reads } from "../api/reads.ts";

export const SessionContext = createContext<Session | null>(null);

/** The current session. It exists wherever the session gate shows its children. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("this is shown outside the session gate");
  return session;
}

/** Stores the session. If another organisation was signed in before, its data is dropped. */
export function takeSession(client: QueryClient, session: Session): void {
  const { queryKey } = reads.session();
  const before = client.getQueryData(queryKey);
  if (before !== undefined && before.participant.id !== session.participant.id) {
    void client.resetQueries({ predicate: ({ queryKey: [kind] }) => kind !== queryKey[0] });
  }
  client.setQueryData(queryKey, session);
}

/** All windows of a browser share one session, so each announces that a user signed in or out. */
const channel = new BroadcastChannel("portolan.session");

export function notifyOtherWindows(): void {
  channel.postMessage(null);
}

export function onOtherWindow(listener: () => void): () => void {
  channel.addEventListener("message", listener);
  return () => channel.removeEventListener("message", listener);
}
