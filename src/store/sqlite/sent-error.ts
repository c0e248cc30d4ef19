/** An error in a message between threads, which preserves only the standard members of an error. */
export interface SentError {
  readonly error: unknown;
  /** Other members, such as `code`, `errcode` and `errstr` of SQLite's errors. */
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
