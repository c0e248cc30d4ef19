import { InvalidArgumentError, Option } from "commander";
import { httpAddress } from "../../src/cli/input/addresses.ts";
import { positiveNumber } from "../command-line/positive-number.ts";
import { readOptions, scriptCommand } from "../command-line/script-command.ts";

/** The checked server, and how to connect to it. */
export interface Options {
  /** Base URL of the standard's paths, without a slash at the end. */
  readonly url: string;
  /** Header fields of every request, such as the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Time limit for a capture to become visible and for a callback to arrive, in milliseconds. */
  readonly waitMs: number;
  /** Host name or address of this machine, to which the server sends callbacks. */
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

/** Reads the options of this process's command line. */
export function readConformanceOptions(): Options {
  const { url, key, header, wait, callbackHost } = readOptions<ConformanceOptions>(
    scriptCommand(
      "npm run conformance",
      "Checks that a server behaves as EPCIS 2.0 requires. Leaves its test events, which EPCIS cannot delete.",
    )
      .requiredOption(
        "--url <url>",
        "base URL of the EPCIS 2.0 paths, such as http://127.0.0.1:8080/epcis",
        httpAddress("--url"),
      )
      .option("--key <key>", 'API key, sent as "Authorization: Bearer KEY"')
      .addOption(
        new Option('--header <"name: value">', "header field of every request; may be repeated")
          .argParser(parseHeader)
          .default([], "none"),
      )
      .option(
        "--wait <seconds>",
        "time limit for a capture to become visible and for a callback to arrive",
        positiveNumber,
        30,
      )
      .option(
        "--callback-host <host>",
        "name or address of this machine, to which the server sends callbacks",
        "127.0.0.1",
      ),
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
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Its form is NAME: VALUE.");
  return [...before, [name.toLowerCase(), value.trim()]];
}
