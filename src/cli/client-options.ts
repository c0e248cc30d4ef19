import { Option, type Command } from "commander";
import { readClientConfig } from "../config/config.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { createApiClient, type ApiClient } from "./api/api-client.ts";
import { readTextFile } from "./input/read-text-file.ts";

export const DEFAULT_URL = "http://127.0.0.1:8080";

/** More than any key has; a larger file is not one. */
const MAX_KEY_BYTES = 4096;

/** The options of every command that speaks to a gateway. */
export interface ClientOptions {
  readonly url?: string;
  readonly apiKeyFile?: string;
  readonly json?: boolean;
}

/** Adds the options of {@link ClientOptions} to a command. */
export function withClientOptions(command: Command): Command {
  return command
    .addOption(new Option("--url <url>", `the gateway; else PORTOLAN_URL, else ${DEFAULT_URL}`).helpGroup("Gateway:"))
    .addOption(
      new Option("--api-key-file <file>", "file that holds your API key; else PORTOLAN_API_KEY").helpGroup("Gateway:"),
    )
    .addOption(new Option("--json", "print one JSON document, for programs").helpGroup("Output:"));
}

/**
 * The client that the options and the environment ask for. A key is read from a file or the environment, never from
 * the command line, which every user of the machine can see.
 *
 * @throws ApiKeyMissing, FileUnreadable, ArgumentInvalid.
 */
export async function clientFor(options: ClientOptions): Promise<ApiClient> {
  const url = options.url ?? readClientConfig().url ?? DEFAULT_URL;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw new PortolanError("ArgumentInvalid", {
      argument: "--url",
      value: url,
      expected: "an address that starts with http:// or https://",
    });
  return createApiClient(url, await apiKeyFor(options));
}

/** The key that the options or the environment name. @throws ApiKeyMissing, FileUnreadable */
export async function apiKeyFor({ apiKeyFile }: Pick<ClientOptions, "apiKeyFile">): Promise<string> {
  const apiKey =
    apiKeyFile === undefined ? readClientConfig().apiKey : (await readTextFile(apiKeyFile, MAX_KEY_BYTES)).trim();
  if (apiKey === undefined || apiKey === "") throw new PortolanError("ApiKeyMissing", {});
  return apiKey;
}
