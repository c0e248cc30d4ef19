import { InvalidArgumentError, Option } from "commander";
import { parseUrl } from "../../src/cli/input/option-values.ts";
import { positiveNumber } from "../command-line/positive-number.ts";
import { readOptions, scriptCommand } from "../command-line/script-command.ts";

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

interface ConformanceOptions {
  readonly url: string;
  readonly key?: string;
  readonly header: readonly Header[];
  readonly wait: number;
  readonly callbackHost: string;
}

type Header = readonly [name: string, value: string];

/** The options of this process's command line. */
export function readConformanceOptions(): Options {
  const { url, key, header, wait, callbackHost } = readOptions<ConformanceOptions>(
    scriptCommand(
      "npm run conformance",
      "Checks a server for the behaviours of EPCIS 2.0. It captures events of its own and leaves them there.",
    )
      .requiredOption("--url <url>", "base URL of the EPCIS 2.0 paths, such as http://127.0.0.1:8080/epcis", parseUrl)
      .option("--key <key>", 'sent as "Authorization: Bearer KEY"')
      .addOption(
        new Option('--header <"name: value">', "header field of every request; may be repeated")
          .argParser(parseHeader)
          .default([], "none"),
      )
      .option("--wait <seconds>", "for a capture to become visible, and for a callback to come", positiveNumber, 30)
      .option("--callback-host <host>", "name or address under which the server reaches this machine", "127.0.0.1"),
  );
  return {
    url: url.replace(/\/$/, ""),
    headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...Object.fromEntries(header) },
    waitMs: wait * 1000,
    callbackHost,
  };
}

function parseHeader(text: string, before: readonly Header[]): readonly Header[] {
  const [, name, value] = /^([^:\s]+)\s*:\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It is NAME: VALUE.");
  return [...before, [name.toLowerCase(), value.trim()]];
}
