/** An error on its way from one thread to another, which keeps of it only what every error has. */
export interface SentError {
  readonly error: unknown;
  /** What tells more: of SQLite's errors `code`, `errcode` and `errstr`. */
  readonly members: Readonly<Record<string, string | number>>;
}

export function sendError(error: unknown): SentError {
  const members: Record<string, string | number> = {};
  if (error instanceof Error) {
    for (const [name, value] of Object.entries(error)) {
      if (typeof value === "string" || typeof value === "number") members[name] = value;
    }
  }
  return { error, members };
}

export function receiveError({ error, members }: SentError): unknown {
  return error instanceof Error ? Object.assign(error, members) : error;
}
