import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { call, onSessionLost } from "../api/call.ts";
import { Problem } from "../api/problem.ts";
import { reads } from "../api/reads.ts";
import type { Session } from "../../api/session.ts";
import { refresh } from "../api/refresh.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { Loading } from "../parts/loading.tsx";
import { onOtherWindow } from "./other-windows.ts";
import { SessionContext } from "./session-context.ts";
import { SignInDialog } from "./sign-in-dialog.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { takeSession } from "./take-session.ts";

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
