/** A column of a CSV file: its title and the value of an item; nothing for null. */
export type CsvColumn<Item> = readonly [title: string, value: (item: Item) => string | number | boolean | null];

/** Makes UTF-8 recognisable to spreadsheets, which otherwise read another encoding. */
const BYTE_ORDER_MARK = "\ufeff";

/** The first characters with which spreadsheets take a text for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Renders a list as CSV (RFC 4180) for spreadsheets: every value in quotation marks, with its leading zeros. A text that a
 * spreadsheet would execute begins with an apostrophe.
 */
export function renderCsv<Item>(columns: readonly CsvColumn<Item>[], items: readonly Item[]): string {
  const rows = [columns.map(([title]) => title), ...items.map((item) => columns.map(([, value]) => value(item)))];
  return BYTE_ORDER_MARK + rows.map((row) => row.map(quoted).join(",")).join("\r\n");
}

/** A time in UTC (RFC 3339). @param at Unix seconds. */
export function csvTime(at: number | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString().replace(".000Z", "Z");
}

function quoted(value: string | number | boolean | null): string {
  const text = String(value ?? "");
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
