import { expect } from "chai";
import { join } from "node:path";
import { readClientConfig, readConfig } from "../../src/config/config.ts";
import { SETTINGS } from "../../src/config/settings.ts";
import { errorOf } from "../support/error-of.ts";

describe("The settings", () => {
  describe("The default settings", () => {
    it("the default address is the loopback address", () => {
      const { host, port, rpcPort, rpcUrl, databaseUrl, contracts, oauth } = readConfig({});
      expect({ host, port, rpcPort }).to.deep.equal({ host: "127.0.0.1", port: 8080, rpcPort: 8545 });
      expect([rpcUrl, databaseUrl, contracts, oauth]).to.deep.equal([undefined, undefined, undefined, undefined]);
    });

    it("all default paths are in one folder", () => {
      const { dataDir, keystoreDir, passphraseFile } = readConfig({ DATA_DIR: "/var/portolan" });
      expect(dataDir).to.equal("/var/portolan");
      expect(keystoreDir).to.equal(join(dataDir, "keys"));
      expect(passphraseFile).to.equal(join(dataDir, "passphrase"));
    });

    it("the default allows no webhook to a private address", () => {
      expect(readConfig({}).webhooksAllowPrivate).to.equal(false);
    });

    it("the default allows no page of another origin", () => {
      expect(readConfig({}).corsOrigins).to.deep.equal([]);
    });

    it("settings are frozen", () => {
      expect(readConfig({})).to.be.frozen;
    });
  });

  describe("Given settings", () => {
    it("given settings replace the defaults", () => {
      const config = readConfig({ PORT: "0", BATCH_MS: "0", LOG_LEVEL: "warn", RPC_URL: "https://chain.example/rpc" });
      expect(config).to.include({ port: 0, batchMs: 0, logLevel: "warn", rpcUrl: "https://chain.example/rpc" });
    });

    it("an empty setting counts as absent", () => {
      expect(readConfig({ PORT: "", DATABASE_URL: "", OAUTH_ISSUER: "" })).to.deep.equal(readConfig({}));
    });

    it("origins are exact, without a path or a wildcard", async () => {
      const both = "https://app.example, http://localhost:3000";
      expect(readConfig({ CORS_ORIGINS: both }).corsOrigins).to.deep.equal(both.split(", "));
      for (const CORS_ORIGINS of ["*", "null", "https://app.example/", "app.example", "https://a.example,,"]) {
        expect((await errorOf(() => readConfig({ CORS_ORIGINS }))).code, CORS_ORIGINS).to.equal("SettingsInvalid");
      }
    });

    it("hosts are as URLs write them, with or without a port", async () => {
      const hosts = "127.0.0.1, gateway.internal:3000, [fd00::1]:3000";
      expect(readConfig({ EXCHANGE_PRIVATE_HOSTS: hosts }).exchangePrivateHosts).to.deep.equal(hosts.split(", "));
      for (const EXCHANGE_PRIVATE_HOSTS of ["*", "http://10.0.0.5", "10.0.0.5/8", "10.5", "a,,b", "user@host"]) {
        const { code } = await errorOf(() => readConfig({ EXCHANGE_PRIVATE_HOSTS }));
        expect(code, EXCHANGE_PRIVATE_HOSTS).to.equal("SettingsInvalid");
      }
    });

    it("addresses become lower-case", () => {
      const address = "0xABCDEFabcdef0123456789ABCDEFabcdef012345";
      const { contracts } = readConfig({ CONSORTIUM_ADDRESS: address, LEDGER_ADDRESS: address });
      expect(contracts?.ledger).to.equal(address.toLowerCase());
      expect(contracts?.directory).to.be.undefined;
    });

    it("the directory of members and the ledger of cooperation are set beside the other contracts", async () => {
      const [CONSORTIUM_ADDRESS, LEDGER_ADDRESS, DIRECTORY_ADDRESS, COOPERATION_ADDRESS] = ["1", "2", "3", "4"].map(
        (digit) => `0x${digit.repeat(40)}`,
      );
      const others = { DIRECTORY_ADDRESS, COOPERATION_ADDRESS };
      const { contracts } = readConfig({ CONSORTIUM_ADDRESS, LEDGER_ADDRESS, ...others });
      expect(contracts).to.deep.equal({
        consortium: CONSORTIUM_ADDRESS,
        ledger: LEDGER_ADDRESS,
        directory: DIRECTORY_ADDRESS,
        cooperation: COOPERATION_ADDRESS,
      });
      for (const [name, address] of Object.entries(others))
        expect((await errorOf(() => readConfig({ [name]: address }))).code).to.equal("SettingsInvalid");
    });

    it("the ledger's address alone is enough", () => {
      const LEDGER_ADDRESS = `0x${"2".repeat(40)}`;
      const { contracts } = readConfig({ LEDGER_ADDRESS });
      expect(contracts).to.deep.equal({
        consortium: undefined,
        ledger: LEDGER_ADDRESS,
        directory: undefined,
        cooperation: undefined,
      });
    });
  });

  describe("Invalid settings", () => {
    it("all wrong settings are named at once", async () => {
      const error = await errorOf(() =>
        readConfig({ PORT: "65536", RELAYS: "0", LOG_LEVEL: "loud", RPC_URL: "ws://x" }),
      );
      expect(error.code).to.equal("SettingsInvalid");
      const problems = error.facts["problems"] as readonly string[];
      expect(problems.map((problem) => problem.split(" ")[0])).to.have.members([
        "PORT",
        "RELAYS",
        "LOG_LEVEL",
        "RPC_URL",
      ]);
    });

    it("an error has no value of a setting, which may be secret", async () => {
      const error = await errorOf(() => readConfig({ DATABASE_URL: "mysql://user:hunter2@db/x" }));
      expect(error.message).to.include("DATABASE_URL").and.not.include("hunter2");
    });

    for (const text of ["-1", "1.5", "0x10", "1e3", " 1", "ten"]) {
      it(`${JSON.stringify(text)} is not a whole number`, async () => {
        expect((await errorOf(() => readConfig({ PORT: text }))).code).to.equal("SettingsInvalid");
      });
    }

    it("each missing setting of a group is named", async () => {
      const error = await errorOf(() =>
        readConfig({ OAUTH_ISSUER: "https://id.example", CONSORTIUM_ADDRESS: `0x${"1".repeat(40)}` }),
      );
      const problems = error.facts["problems"] as readonly string[];
      expect(problems.map((problem) => problem.split(" ")[0])).to.have.members([
        "OAUTH_AUDIENCE",
        "OAUTH_JWKS_URL",
        "LEDGER_ADDRESS",
      ]);
    });
  });

  it("each setting is described in one line with its expected values", () => {
    for (const [name, { meaning, expects, fallback }] of Object.entries(SETTINGS))
      for (const text of [meaning, expects, fallback]) expect(text, name).to.match(/^[^\n]+$/);
  });
});

describe("The settings of the client commands", () => {
  it("client settings are read from their variables", () => {
    const accessContext = "purpose=investigation";
    const client = {
      PORTOLAN_URL: "http://gateway",
      PORTOLAN_API_KEY: "ptl_x",
      PORTOLAN_ACCESS_CONTEXT: accessContext,
    };
    const expected = { url: "http://gateway", apiKey: "ptl_x", plain: true, accessContext };
    expect(readClientConfig({ ...client, NO_COLOR: "1" })).to.deep.equal(expected);
  });

  it("an empty client setting counts as absent", () => {
    const environment = { PORTOLAN_URL: "", PORTOLAN_API_KEY: "", PORTOLAN_ACCESS_CONTEXT: "", NO_COLOR: "" };
    const absent = { url: undefined, apiKey: undefined, accessContext: undefined };
    expect(readClientConfig(environment)).to.deep.equal({ ...absent, plain: false });
  });
});
