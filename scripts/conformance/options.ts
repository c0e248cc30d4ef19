import { parseArgs } from "node:util";

/** What is checked, and how it is reached. */
export interface Options {
  /** Base URL of the standard's paths, without a slash at the end. */
  readonly url: string;
  /** Header fields of every request: how the server knows us. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for a capture to become visible, and for a callback to come. */
  readonly waitMs: number;
  /** Where the server reaches us for callbacks. */
  readonly callbackHost: string;
}

const USAGE = `Usage: npm run conformance -- --url URL [--key KEY] [options]

  --url URL            base URL of the EPCIS 2.0 paths, e.g. http://127.0.0.1:8080/epcis
  --key KEY            sent as "Authorization: Bearer KEY"
  --header "N: VALUE"  another header field of every request; may be repeated, and may replace Authorization
  --wait SECONDS       for a capture to become visible, and for a callback to come (30)
  --callback-host H    name or address under which the server reaches this machine (127.0.0.1)`;

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: "string" },
      key: { type: "string" },
      header: { type: "string", multiple: true, default: [] },
      wait: { type: "string", default: "30" },
      "callback-host": { type: "string", default: "127.0.0.1" },
    },
  });
  const url = URL.parse(values.url ?? "");
  const waitMs = Number(values.wait) * 1000;
  if (url === null || !(waitMs > 0)) {
    console.error(USAGE);
    process.exit(2);
  }
  const headers: Record<string, string> = {};
  if (values.key !== undefined) headers["authorization"] = `Bearer ${values.key}`;
  for (const field of values.header) {
    const colon = field.indexOf(":");
    headers[field.slice(0, colon).trim().toLowerCase()] = field.slice(colon + 1).trim();
  }
  return { url: url.href.replace(/\/$/, ""), headers, waitMs, callbackHost: values["callback-host"] };
}
