import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";

describe("A file for the command line", () => {
  let folder: string;
  let server: Server;
  let requests = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-files-"));
    await writeFile(join(folder, "key"), "ptl_secret\n");
    server = createServer((_, response) => {
      requests++;
      response.end('{"items":[],"next":null}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    requests = 0;
  });

  const gateway = () => [
    "--url",
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    "--api-key-file",
    join(folder, "key"),
  ];
  const write = async (content: string | Buffer) => {
    const path = join(folder, `${crypto.randomUUID()}.json`);
    await writeFile(path, content);
    return path;
  };
  const id = `0x${"12".repeat(32)}`;

  const bad: [what: string, content: string | Buffer, told: string][] = [
    ["in ISO 8859-1", Buffer.from('{"a":"Köln"}', "latin1"), "byte 7"],
    ["in UTF-16", Buffer.from('\ufeff{"a":1}', "utf16le"), "UTF-16"],
    ["with a number that would be rounded", '{"bill":12345678901234567890}', "character 8"],
    ["with a member named twice", '{"seal":"A","seal":"B"}', "seal"],
    ["that is cut short", '{"a":', "character 5"],
    ["that is empty", "", "the end"],
  ];
  const commands: [command: string, args: (file: string) => string[]][] = [
    ["entry post", (file) => ["entry", "post", "--kind", "Report", "--shipment", id, "--payload", file, ...gateway()]],
    [
      "entry prepare",
      (file) => ["entry", "prepare", "--kind", "Report", "--shipment", id, "--payload", file, ...gateway()],
    ],
    ["entry relay", (file) => ["entry", "relay", file, ...gateway()]],
    ["entry sign", (file) => ["entry", "sign", file, "--keystore", file, "--passphrase-file", file]],
    ["load", (file) => ["load", file, "--keys-file", file]],
    ["verify --policy", (file) => ["verify", file, "--policy", file]],
    ["verify", (file) => ["verify", file]],
  ];
  for (const [command, args] of commands)
    for (const [what, content, told] of bad)
      it(`a file ${what} is refused by portolan ${command} with status 2 and the place, and nothing is sent`, async () => {
        const { status, err } = await runCommand(...args(await write(content)));
        expect({ status, requests }, err).to.deep.equal({ status: 2, requests: 0 });
        expect(err).to.include(told);
      });

  it("a file may start with a byte order mark", async () => {
    const { err } = await runCommand("load", await write("\ufeff{}"), "--keys-file", await write('\ufeff{"a":1}'));
    expect(err).to.include("--keys-file");
  });

  describe("with an API key", () => {
    const list = async (key: string) => {
      await writeFile(join(folder, "broken"), key);
      const [url, address] = gateway();
      return runCommand("participant", "list", url ?? "", address ?? "", "--api-key-file", join(folder, "broken"));
    };
    for (const [what, key] of [
      ["a line break", "ptl_sec\nret"],
      ["U+200B", "ptl_secret\u200b"],
      ["U+00E9", "ptl_sécret"],
    ] as const)
      it(`an API key's file that contains ${what} is refused with status 2 before anything is sent, without the key`, async () => {
        const { status, err } = await list(key);
        expect({ status, requests }).to.deep.equal({ status: 2, requests: 0 });
        expect(err).to.include(what).and.not.include("ptl_");
      });
  });
});

describe("An address for the command line", () => {
  const secrets = /secret|0123456789/;
  const commands: [command: string, args: (address: string) => string[]][] = [
    ["--url", (address) => ["participant", "list", "--url", address]],
    ["audit --gateway", (address) => ["audit", "--rpc", "http://127.0.0.1:1", "--gateway", address]],
  ];
  for (const [command, args] of commands)
    for (const address of ["http://user:secret@127.0.0.1:1", "http://127.0.0.1:1?key=0123456789", "secret"])
      it(`an address with a secret is refused as ${command} with status 2 and without the secret: ${address}`, async () => {
        const { status, err } = await runCommand(...args(address));
        expect(status).to.equal(2);
        expect(err).to.not.match(secrets);
      });

  it("the address of a gateway may have a fragment, as a copy from the browser", async () => {
    process.env["PORTOLAN_API_KEY"] = "ptl_x";
    try {
      const { status, err } = await runCommand("participant", "list", "--url", "http://127.0.0.1:1/#/shipments");
      expect(status, err).to.equal(3);
      expect(err).to.include("http://127.0.0.1:1 is unreachable");
    } finally {
      delete process.env["PORTOLAN_API_KEY"];
    }
  });

  it("the address of a node is shown without path, query, user name and password", async () => {
    for (const address of [
      "http://127.0.0.1:1/v3/0123456789",
      "http://127.0.0.1:1/?apikey=0123456789",
      "http://user:secret@127.0.0.1:1",
    ]) {
      const { status, out, err } = await runCommand("audit", "--rpc", address, "--json");
      expect(status, err).to.equal(2);
      expect(out + err).to.not.match(secrets);
    }
  });
});
