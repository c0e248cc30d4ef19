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
 * Shows its children to whoever is signed in. When a session ends while somebody works, signing in is asked for on top
 * of the page, which stays as it is.
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
        // That there is none any more is heard as the answer that says so; that there is no answer, as being offline.
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
