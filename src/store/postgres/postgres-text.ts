/**
 * A parameter as PostgreSQL can hold it: its texts have no place for U+0000, which JSON and the names on a chain may have,
 * and it would refuse the whole statement. The replacement character stands in, in what is stored and in what is searched
 * alike. Payloads are JSON texts, in which it is escaped: they lose nothing.
 */
export function postgresText(parameter: unknown): unknown {
  if (typeof parameter === "string") return parameter.includes("\0") ? parameter.replaceAll("\0", "\ufffd") : parameter;
  return Array.isArray(parameter) ? parameter.map(postgresText) : parameter;
}
