import { Problem, Unreachable } from "../api/problem.ts";
import { problemIfAny } from "../texts/say-problem.ts";
import { text } from "../texts/text.ts";

/** Shows an error and its remedy, in the API's words if the catalogue does not translate them. */
export function ErrorNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { title, remedy } = describe(error);
  const problems = error instanceof Problem ? error.errors : [];
  return (
    <div className="notice bad" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      {remedy !== undefined && <p>{remedy}</p>}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <p>
          <button className="button" type="button" onClick={onRetry}>
            {text("state.retry")}
          </button>
        </p>
      )}
    </div>
  );
}

function describe(error: unknown): { title: string; remedy?: string | undefined } {
  if (error instanceof Problem) {
    const { code, facts, message, remedy } = error;
    return {
      title: problemIfAny(code, facts, "") ?? message,
      remedy: problemIfAny(code, facts, ".remedy") ?? remedy,
    };
  }
  if (error instanceof Unreachable) return { title: text("state.unreachable") };
  return { title: text("state.failed") };
}

/**
 * Shows why the displayed data could not be reloaded; `null` when it could. For an unreachable gateway the console
 * shows one notice for all pages.
 */
export function StaleNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  if (error === null || error instanceof Unreachable) return null;
  return <ErrorNotice error={error} onRetry={onRetry} />;
}
