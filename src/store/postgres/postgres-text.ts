/**
 * A parameter in a form that PostgreSQL can store. A text with U+0000, which JSON and names on a chain may have, would
 * fail the whole statement, so U+FFFD replaces it in stored values and in searches. Payloads lose nothing: JSON escapes
 * it.
 */
export function postgresText(parameter: unknown): unknown {
  if (typeof parameter === "string") return parameter.includes("\0") ? parameter.replaceAll("\0", "\ufffd") : parameter;
  return Array.isArray(parameter) ? parameter.map(postgresText) : parameter;
}
