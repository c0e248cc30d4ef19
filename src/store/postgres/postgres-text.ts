/**
 * A parameter as PostgreSQL can hold it. A text with U+0000, which JSON and names on a chain may have, would fail the whole
 * statement: U+FFFD replaces it, both in stored values and in searches. Payloads are JSON texts, in which it is escaped:
 * they lose nothing.
 */
export function postgresText(parameter: unknown): unknown {
  if (typeof parameter === "string") return parameter.includes("\0") ? parameter.replaceAll("\0", "\ufffd") : parameter;
  return Array.isArray(parameter) ? parameter.map(postgresText) : parameter;
}
