import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { onSessionLost } from "../api/call.ts";
import { Problem } from "../api/problem.ts";
import { reads } from "../api/reads.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { Loading } from "../parts/loading.tsx";
import { SessionContext } from "./session-context.ts";
import { SignInDialog } from "./sign-in-dialog.tsx";
import { SignInPage } from "./sign-in-page.tsx";

/**
 * Shows its children to whoever is signed in. When a session ends while somebody works, signing in is asked for on top
 * of the page, which stays as it is.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { data: session, error, isPending, refetch } = useQuery(reads.session());
  const [lost, setLost] = useState(false);
  useEffect(() => onSessionLost(() => setLost(true)), []);

  const entered = () => {
    setLost(false);
    void client.invalidateQueries();
  };
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
