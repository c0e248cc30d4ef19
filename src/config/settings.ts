import type { Hex } from "../domain/entry.ts";

/** One environment variable. The help is made from this text. */
export interface Setting<Value> {
  readonly meaning: string;
  /** The accepted values, as a phrase after "it is". */
  readonly expects: string;
  /** The default value or behaviour, for the help. */
  readonly fallback: string;
  /** Parses the text; `undefined` for a text of another form. */
  readonly parse: (text: string) => Value | undefined;
}

/** A setting whose fallback is a value, not a behaviour. */
export interface SettingWithDefault<Value> extends Setting<Value> {
  readonly default: Value;
}

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** The environment variables of `npm start` and of the commands. */
export const SETTINGS = {
  HOST: text("address that the API and the local chain listen on", "127.0.0.1", "a host name or an IP address"),
  PORT: whole("port of the API; 0 takes a free port", 8080, 0, 65_535),
  RPC_PORT: whole("port of the local chain's JSON-RPC; 0 takes a free port", 8545, 0, 65_535),
  DATA_DIR: text("folder of the chain, the database and the keys", "./data", "a path"),
  RPC_URL: url("JSON-RPC of the chain", ["http", "https"], "the local chain"),
  DATABASE_URL: url(
    "PostgreSQL database, which several gateways can share",
    ["postgres", "postgresql"],
    "SQLite in DATA_DIR",
  ),
  CONSORTIUM_ADDRESS: {
    ...address("Consortium contract, the registry of participants"),
    fallback: "the contract that the ledger names",
  },
  LEDGER_ADDRESS: address("ShipmentLedger contract, which records the entries"),
  DIRECTORY_ADDRESS: {
    ...address("MemberDirectory contract, which lists gateways and encryption keys; the same for all gateways"),
    fallback: "the contract deployed from DATA_DIR; no directory when LEDGER_ADDRESS is set",
  },
  COOPERATION_ADDRESS: {
    ...address("CooperationLedger contract, which records the acts of authorities; the same for all gateways"),
    fallback: "the contract deployed from DATA_DIR; no ledger of cooperation when LEDGER_ADDRESS is set",
  },
  KEYSTORE_DIR: text("folder of the encrypted keystores", "DATA_DIR/keys", "a path"),
  PASSPHRASE_FILE: text("file with the passphrase of the keystores", "DATA_DIR/passphrase", "a path"),
  REMOTE_SIGNER_URL: url("Web3Signer (eth1) with keys of participants", ["http", "https"], "no remote signer"),
  RELAYS: whole("number of accounts that submit entries and pay for gas", 2, 1, 64),
  BATCH_ENTRIES: whole("largest number of entries in a transaction; gas may allow fewer", 300, 1, 500),
  BATCH_MS: whole("milliseconds for which an entry waits for other entries of its transaction", 10, 0, 10_000),
  IN_FLIGHT: whole("largest number of unmined transactions of a relay", 4, 1, 64),
  QUEUE_LIMIT: whole(
    "unsettled entries from which on the API answers 503; one participant may have half of them",
    50_000,
    1,
    10_000_000,
  ),
  REQUESTS_PER_SECOND: whole(
    "requests of a credential per second, above which the API answers 429",
    1_000,
    1,
    1_000_000,
  ),
  OAUTH_ISSUER: url("issuer of accepted bearer tokens", ["http", "https"], "no bearer tokens"),
  OAUTH_AUDIENCE: text("audience that a bearer token must name", "no bearer tokens"),
  OAUTH_JWKS_URL: url("URL of the issuer's signing keys", ["http", "https"], "no bearer tokens"),
  WITNESS_POLICY: text(
    "file with the witnesses and the number that must cosign (SECURITY.md)",
    "no witnesses",
    "a path",
  ),
  CORS_ORIGINS: origins("origins of web pages that may call the API, without the session cookie"),
  WEBHOOKS_ALLOW_PRIVATE: flag("whether webhooks may use private and loopback addresses"),
  EXCHANGE_PRIVATE_HOSTS: hosts("other members' hosts that may use http and private addresses"),
  EXCHANGE_RESERVE_MB: whole(
    "mebibytes of free disk below which payloads of other members are refused as full",
    512,
    0,
    1_000_000_000,
  ),
  EXCHANGE_HEAL_SECONDS: whole(
    "seconds between two comparisons of what this gateway and another member hold",
    600,
    1,
    86_400,
  ),
  ACCESS_ANCHOR_SECONDS: whole("seconds after which the root of access records is put on chain", 1_800, 1, 3_000),
  LOG_LEVEL: choice("lowest severity that is logged", LOG_LEVELS, "info"),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

/** An address in lower case; `undefined` for any other text. */
export function parseAddress(text: string): Hex | undefined {
  const digits = /^0x([0-9a-fA-F]{40})$/.exec(text)?.[1];
  return digits === undefined ? undefined : `0x${digits.toLowerCase()}`;
}

function text(meaning: string, fallback: string, expects = "any text"): SettingWithDefault<string> {
  return { meaning, expects, fallback, default: fallback, parse: (given) => given };
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

function origins(meaning: string): SettingWithDefault<readonly string[]> {
  return {
    meaning,
    expects: "a list of origins such as https://app.example, separated by commas",
    fallback: "none",
    default: [],
    parse(given) {
      const list = given.split(",").map((one) => one.trim());
      return list.every(isWebOrigin) ? list : undefined;
    },
  };
}

function hosts(meaning: string): SettingWithDefault<readonly string[]> {
  return {
    meaning,
    expects: "a list of hosts such as 10.0.0.5 or gateway.internal:3000, separated by commas",
    fallback: "none",
    default: [],
    parse(given) {
      const list = given.split(",").map((one) => one.trim());
      return list.every(isHost) ? list : undefined;
    },
  };
}

/** Whether a text is a host, or a host with port, as a URL writes it. */
function isHost(text: string): boolean {
  return /^[a-z0-9.:[\]-]+$/.test(text) && URL.parse(`http://${text}/`)?.host === text;
}

/** Whether a text is the origin of web pages as a browser writes it in `Origin`. */
function isWebOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && /^https?:$/.test(url.protocol);
}

function address(meaning: string): Setting<Hex> {
  return {
    meaning,
    expects: "0x and 40 hexadecimal digits",
    fallback: "the contract deployed from DATA_DIR",
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
