import { createContext, use } from "react";
import type { Session } from "../../api/session.ts";

export const SessionContext = createContext<Session | null>(null);

/** Whom the session stands for. There is one wherever the session gate lets anything be shown. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("this is shown outside the session gate");
  return session;
}
