import { Unreachable } from "../api/problem.ts";
import { ErrorNotice } from "./error-notice.tsx";

/**
 * Why what is shown could not be read again; `null` when it could. That the gateway is not there is said once for the
 * whole console, with the time since when.
 */
export function StaleNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  if (error === null || error instanceof Unreachable) return null;
  return <ErrorNotice error={error} onRetry={onRetry} />;
}
