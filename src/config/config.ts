import { resolve } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { NamedContracts } from "./deployment.ts";
import { SETTINGS, type LOG_LEVELS, type Setting, type SettingName, type SettingWithDefault } from "./settings.ts";

/** The settings from the environment, checked once and frozen. Paths are absolute. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly rpcPort: number;
  readonly dataDir: string;
  /** JSON-RPC URL of the chain; by default, the chain at `host` and `rpcPort`. */
  readonly rpcUrl: string | undefined;
  /** PostgreSQL connection string; by default, SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Addresses of the contracts; by default, those deployed from `dataDir`. */
  readonly contracts: NamedContracts | undefined;
  readonly keystoreDir: string;
  readonly passphraseFile: string;
  readonly remoteSignerUrl: string | undefined;
  readonly relays: number;
  readonly batchEntries: number;
  readonly batchMs: number;
  /** Largest number of unmined transactions of a relay. */
  readonly inFlight: number;
  readonly queueLimit: number;
  readonly requestsPerSecond: number;
  readonly oauth: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string } | undefined;
  /** File of the witness policy. */
  readonly witnessPolicy: string | undefined;
  /** Origins of other sites' pages that may call the API. */
  readonly corsOrigins: readonly string[];
  readonly webhooksAllowPrivate: boolean;
  /** Mebibytes of free disk below which received payloads are refused. */
  /** Other members' hosts, or hosts with port, that may use `http:` and private addresses. */
  readonly exchangePrivateHosts: readonly string[];
  readonly exchangeReserveMb: number;
  /** Seconds between two comparisons of holdings with another member. */
  readonly exchangeHealSeconds: number;
  readonly accessAnchorSeconds: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** The settings of commands that call a gateway; options take precedence. */
export interface ClientConfig {
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
  /** Value of the field `Access-Context` of each request: why an authority reads. */
  readonly accessContext: string | undefined;
  /** Whether NO_COLOR (no-color.org) is set. */
  readonly plain: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of `npm start`, `portolan gateway` and `portolan node`. An empty variable counts as absent.
 *
 * @throws SettingsInvalid with all problems at once. It omits the values, which may be secrets.
 */
export function readConfig(environment: Environment = process.env): Config {
  const problems: string[] = [];

  const given = <Value>(name: SettingName, setting: Setting<Value>): Value | undefined => {
    const text = environment[name];
    if (text === undefined || text === "") return undefined;
    const value = setting.parse(text);
    if (value === undefined) problems.push(`${name} is not ${setting.expects}`);
    return value;
  };
  const withDefault = <Value>(name: SettingName, setting: SettingWithDefault<Value>): Value =>
    given(name, setting) ?? setting.default;
  const path = (name: SettingName, fallback: string): string => resolve(environment[name] || fallback);
  /** The settings of a group, all or none of which must be set. */
  const group = <Values extends object>(
    values: { [Name in keyof Values]: Values[Name] | undefined },
    names: SettingName[],
  ) => {
    const missing = names.filter((name) => (environment[name] ?? "") === "");
    if (missing.length === names.length) return undefined;
    const present = names.filter((name) => !missing.includes(name)).join(" and ");
    for (const name of missing)
      problems.push(`${name} is missing, but ${present} is set (it is ${SETTINGS[name].expects})`);
    const isWhole = (some: typeof values): some is Values => Object.values(some).every((value) => value !== undefined);
    return isWhole(values) ? Object.freeze(values) : undefined;
  };

  const dataDir = path("DATA_DIR", SETTINGS.DATA_DIR.fallback);
  const ledger = given("LEDGER_ADDRESS", SETTINGS.LEDGER_ADDRESS);
  const consortium = given("CONSORTIUM_ADDRESS", SETTINGS.CONSORTIUM_ADDRESS);
  const directory = given("DIRECTORY_ADDRESS", SETTINGS.DIRECTORY_ADDRESS);
  const cooperation = given("COOPERATION_ADDRESS", SETTINGS.COOPERATION_ADDRESS);
  const present = (["CONSORTIUM_ADDRESS", "DIRECTORY_ADDRESS", "COOPERATION_ADDRESS"] as const).filter(
    (name) => environment[name],
  );
  if (present.length > 0 && !environment["LEDGER_ADDRESS"])
    problems.push(
      `LEDGER_ADDRESS is missing, but ${present.join(" and ")} is set (it is ${SETTINGS.LEDGER_ADDRESS.expects})`,
    );
  const config: Config = {
    host: withDefault("HOST", SETTINGS.HOST),
    port: withDefault("PORT", SETTINGS.PORT),
    rpcPort: withDefault("RPC_PORT", SETTINGS.RPC_PORT),
    dataDir,
    rpcUrl: given("RPC_URL", SETTINGS.RPC_URL),
    databaseUrl: given("DATABASE_URL", SETTINGS.DATABASE_URL),
    contracts: ledger && Object.freeze({ ledger, consortium, directory, cooperation }),
    keystoreDir: path("KEYSTORE_DIR", resolve(dataDir, "keys")),
    passphraseFile: path("PASSPHRASE_FILE", resolve(dataDir, "passphrase")),
    remoteSignerUrl: given("REMOTE_SIGNER_URL", SETTINGS.REMOTE_SIGNER_URL),
    relays: withDefault("RELAYS", SETTINGS.RELAYS),
    batchEntries: withDefault("BATCH_ENTRIES", SETTINGS.BATCH_ENTRIES),
    batchMs: withDefault("BATCH_MS", SETTINGS.BATCH_MS),
    inFlight: withDefault("IN_FLIGHT", SETTINGS.IN_FLIGHT),
    queueLimit: withDefault("QUEUE_LIMIT", SETTINGS.QUEUE_LIMIT),
    requestsPerSecond: withDefault("REQUESTS_PER_SECOND", SETTINGS.REQUESTS_PER_SECOND),
    oauth: group<NonNullable<Config["oauth"]>>(
      {
        issuer: given("OAUTH_ISSUER", SETTINGS.OAUTH_ISSUER),
        audience: given("OAUTH_AUDIENCE", SETTINGS.OAUTH_AUDIENCE),
        jwksUrl: given("OAUTH_JWKS_URL", SETTINGS.OAUTH_JWKS_URL),
      },
      ["OAUTH_ISSUER", "OAUTH_AUDIENCE", "OAUTH_JWKS_URL"],
    ),
    witnessPolicy: environment.WITNESS_POLICY ? resolve(environment.WITNESS_POLICY) : undefined,
    corsOrigins: withDefault("CORS_ORIGINS", SETTINGS.CORS_ORIGINS),
    webhooksAllowPrivate: withDefault("WEBHOOKS_ALLOW_PRIVATE", SETTINGS.WEBHOOKS_ALLOW_PRIVATE),
    exchangePrivateHosts: withDefault("EXCHANGE_PRIVATE_HOSTS", SETTINGS.EXCHANGE_PRIVATE_HOSTS),
    exchangeReserveMb: withDefault("EXCHANGE_RESERVE_MB", SETTINGS.EXCHANGE_RESERVE_MB),
    exchangeHealSeconds: withDefault("EXCHANGE_HEAL_SECONDS", SETTINGS.EXCHANGE_HEAL_SECONDS),
    accessAnchorSeconds: withDefault("ACCESS_ANCHOR_SECONDS", SETTINGS.ACCESS_ANCHOR_SECONDS),
    logLevel: withDefault("LOG_LEVEL", SETTINGS.LOG_LEVEL),
  };
  if (problems.length > 0) throw new PortolanError("SettingsInvalid", { problems });
  return Object.freeze(config);
}

export function readClientConfig(environment: Environment = process.env): ClientConfig {
  return Object.freeze({
    url: environment.PORTOLAN_URL || undefined,
    apiKey: environment.PORTOLAN_API_KEY || undefined,
    accessContext: environment.PORTOLAN_ACCESS_CONTEXT || undefined,
    plain: (environment.NO_COLOR ?? "") !== "",
  });
}

/** The environment of a child process: that of this process, with these settings replaced. */
export function childEnvironment(settings: Partial<Record<SettingName, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...settings };
}
