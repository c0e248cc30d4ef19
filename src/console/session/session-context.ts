import { createContext, use } from "react";
import type { Session } from "../api/reads.ts";

export const SessionContext = createContext<Session | null>(null);

/** Whom the session stands for; `null` on pages that need none. */
export function useSession(): Session | null {
  return use(SessionContext);
}
