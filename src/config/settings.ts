import type { Hex } from "../domain/entry.ts";

/** One environment variable: the only text about it, from which the help and the documents are made. */
export interface Setting<Value> {
  readonly meaning: string;
  /** What it may be; reads well after "it is". */
  readonly expects: string;
  /** What holds without it, for people to read. */
  readonly fallback: string;
  /** The value, or `undefined` when the text is not what is expected. */
  readonly parse: (text: string) => Value | undefined;
}

/** A setting whose fallback is a value, not a behaviour. */
export interface SettingWithDefault<Value> extends Setting<Value> {
  readonly default: Value;
}

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Everything that the environment can decide about `npm start`, `portolan gateway` and `portolan node`. */
export const SETTINGS = {
  HOST: text("address that the API and the local chain listen on", "127.0.0.1"),
  PORT: whole("port of the API; 0 takes any free one", 8080, 0, 65_535),
  RPC_PORT: whole("port of the local chain's JSON-RPC; 0 takes any free one", 8545, 0, 65_535),
  DATA_DIR: text("folder of all that is kept: chain, database, keys", "./data"),
  RPC_URL: url("JSON-RPC of another chain", ["http", "https"], "the local chain"),
  DATABASE_URL: url("PostgreSQL, when several gateways share it", ["postgres", "postgresql"], "SQLite in DATA_DIR"),
  CONSORTIUM_ADDRESS: address("contract that lists the participants"),
  LEDGER_ADDRESS: address("contract that records the entries"),
  KEYSTORE_DIR: text("folder of the encrypted keystores", "DATA_DIR/keys"),
  PASSPHRASE_FILE: text("file with the passphrase of the keystores", "DATA_DIR/passphrase"),
  REMOTE_SIGNER_URL: url("signer of participants' keys that speaks Web3Signer's eth1", ["http", "https"], "none"),
  RELAYS: whole("accounts that submit entries and pay for them", 2, 1, 64),
  BATCH_ENTRIES: whole("entries in one transaction at most, as far as its gas allows", 300, 1, 500),
  BATCH_MS: whole("milliseconds that an entry waits for others to share its transaction", 10, 0, 10_000),
  IN_FLIGHT: whole("unmined transactions of one relay at most", 4, 1, 64),
  QUEUE_LIMIT: whole(
    "accepted, unsettled entries above which the API answers 503; half of them may be one participant's",
    50_000,
    1,
    10_000_000,
  ),
  REQUESTS_PER_SECOND: whole(
    "requests of one credential in a second, above which the API answers 429",
    1_000,
    1,
    1_000_000,
  ),
  OAUTH_ISSUER: url("issuer of the bearer tokens that are accepted", ["http", "https"], "no bearer tokens"),
  OAUTH_AUDIENCE: text("audience that a bearer token must name", "no bearer tokens"),
  OAUTH_JWKS_URL: url("where the issuer's signing keys are", ["http", "https"], "no bearer tokens"),
  WITNESS_POLICY: text("file that names witnesses, and how many of them have to cosign (SECURITY.md)", "no witnesses"),
  WEBHOOKS_ALLOW_PRIVATE: flag("whether webhooks may go to private and loopback addresses"),
  LOG_LEVEL: choice("least severe message that is logged", LOG_LEVELS, "info"),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

/** An address in lower case; `undefined` for any other text. */
export function parseAddress(text: string): Hex | undefined {
  const digits = /^0x([0-9a-fA-F]{40})$/.exec(text)?.[1];
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`;
}

function text(meaning: string, fallback: string): SettingWithDefault<string> {
  return { meaning, expects: "any text", fallback, default: fallback, parse: (given) => given };
}

function whole(meaning: string, fallback: number, least: number, most: number): SettingWithDefault<number> {
  return {
    meaning,
    expects: `a whole number from ${least} to ${most}`,
    fallback: String(fallback),
    default: fallback,
    parse(given) {
      const value = Number(given);
      return /^\d+$/.test(given) && value >= least && value <= most ? value : undefined;
    },
  };
}

function url(meaning: string, schemes: readonly string[], fallback: string): Setting<string> {
  return {
    meaning,
    expects: `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
    fallback,
    parse: (given) => (schemes.includes(URL.parse(given)?.protocol.slice(0, -1) ?? "") ? given : undefined),
  };
}

function address(meaning: string): Setting<Hex> {
  return {
    meaning,
    expects: "0x and 40 hexadecimal digits",
    fallback: "the one deployed from DATA_DIR",
    parse: parseAddress,
  };
}

function flag(meaning: string): SettingWithDefault<boolean> {
  return {
    meaning,
    expects: "true or false",
    fallback: "false",
    default: false,
    parse: (given) => (given === "true" ? true : given === "false" ? false : undefined),
  };
}

function choice<Name extends string>(
  meaning: string,
  names: readonly Name[],
  fallback: Name,
): SettingWithDefault<Name> {
  return {
    meaning,
    expects: `one of ${names.join(", ")}`,
    fallback,
    default: fallback,
    parse: (given) => names.find((name) => name === given),
  };
}
