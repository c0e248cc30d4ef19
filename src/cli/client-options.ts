import { Option, type Command } from "commander";
import { readClientConfig } from "../config/config.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { describeCharacter } from "../domain/encoding/unseen.ts";
import { createApiClient, type ApiClient } from "./api/api-client.ts";
import { gatewayAddress } from "./input/addresses.ts";
import { readTextFile } from "./input/read-text-file.ts";

export const DEFAULT_URL = "http://127.0.0.1:8080";

/** More than the size of any API key. */
const MAX_KEY_BYTES = 4096;

/** The options of every command that calls a gateway. */
export interface ClientOptions {
  readonly url?: string;
  readonly apiKeyFile?: string;
  readonly json?: boolean;
}

/** Adds the options of {@link ClientOptions} to a command. */
export function withClientOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--url <url>", `address of the gateway (default: PORTOLAN_URL, or ${DEFAULT_URL})`).helpGroup(
        "Gateway:",
      ),
    )
    .addOption(
      new Option("--api-key-file <file>", "file with your API key (default: the key in PORTOLAN_API_KEY)").helpGroup(
        "Gateway:",
      ),
    )
    .addOption(new Option("--json", "print one JSON document").helpGroup("Output:"));
}

/**
 * Creates a client from the options and the environment. The API key comes from a file or the environment, never from
 * the command line, which every user of the machine can read.
 *
 * @throws ApiKeyMissing, FileUnreadable, ArgumentInvalid.
 */
export async function clientFor(options: ClientOptions): Promise<ApiClient> {
  return createApiClient(gatewayUrl(options), await apiKeyFor(options), readClientConfig().accessContext);
}

/** The address of the gateway from the option or from the environment. @throws ArgumentInvalid */
export function gatewayUrl({ url }: Pick<ClientOptions, "url">): string {
  if (url !== undefined) return gatewayAddress("--url")(url);
  return gatewayAddress("PORTOLAN_URL")(readClientConfig().url ?? DEFAULT_URL);
}

/**
 * Reads the API key from the file of the option or from the environment.
 *
 * @throws ApiKeyMissing, ApiKeyMalformed, FileUnreadable
 */
export async function apiKeyFor({ apiKeyFile }: Pick<ClientOptions, "apiKeyFile">): Promise<string> {
  const text = apiKeyFile === undefined ? readClientConfig().apiKey : await readTextFile(apiKeyFile, MAX_KEY_BYTES);
  const apiKey = text?.trim() ?? "";
  if (apiKey === "") throw new PortolanError("ApiKeyMissing", {});
  const [foreign] = /[^\x21-\x7e]/u.exec(apiKey) ?? [];
  if (foreign !== undefined)
    throw new PortolanError("ApiKeyMalformed", {
      source: apiKeyFile === undefined ? "in PORTOLAN_API_KEY" : `in ${apiKeyFile}`,
      found: foreign === "\n" || foreign === "\r" ? "a line break" : describeCharacter(foreign),
    });
  return apiKey;
}
