import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { Session } from "../../api/session.ts";
import { refresh } from "../api/cache.ts";
import { call, onSessionLost } from "../api/call.ts";
import { Problem } from "../api/problem.ts";
import { reads } from "../api/reads.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { Loading } from "../parts/loading.tsx";
import { onOtherWindow, SessionContext, takeSession } from "./session.ts";
import { SignInDialog, SignInPage } from "./sign-in.tsx";

/**
 * Shows its children to a signed-in user. When a session ends during work, it asks to sign in again above the page,
 * which keeps its state.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { data: session, error, isPending, refetch } = useQuery(reads.session());
  const [lost, setLost] = useState(false);
  useEffect(() => onSessionLost(() => setLost(true)), []);

  const entered = useCallback(() => {
    setLost(false);
    refresh(client);
  }, [client]);
  useEffect(
    () =>
      onOtherWindow(() => {
        const take = (there: Session) => {
          takeSession(client, there);
          entered();
        };
        // Errors are shown elsewhere: the answer 401 asks to sign in, and a missing answer shows as offline.
        call<Session>("/v1/session").then(take, () => undefined);
      }),
    [client, entered],
  );
  if (session !== undefined) {
    return (
      <SessionContext value={session}>
        {children}
        {lost && <SignInDialog onEntered={entered} />}
      </SessionContext>
    );
  }
  if (isPending) return <Loading />;
  if (Problem.is(error) && error.status === 401) return <SignInPage onEntered={entered} />;
  return <ErrorNotice error={error} onRetry={() => void refetch()} />;
}
