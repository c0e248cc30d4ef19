import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SETTINGS } from "../../src/config/settings.ts";
import { runCommand } from "./run-command.ts";

describe("The command line", () => {
  describe("that is asked for help", () => {
    it("the help names every command and every exit status", async () => {
      const { status, out, err } = await runCommand("--help");
      expect({ status, err }).to.deep.equal({ status: 0, err: "" });
      for (const word of [
        "start",
        "node",
        "gateway",
        "trace",
        "shipment",
        "entry",
        "load",
        "participant",
        "key",
        "api-key",
        "deploy",
        "Exit status",
      ])
        expect(out).to.include(word);
    });

    it("the help of the gateway explains every setting", async () => {
      const { out } = await runCommand("gateway", "--help");
      for (const name of Object.keys(SETTINGS)) expect(out).to.match(new RegExp(`^ {2}${name} `, "m"));
    });

    for (const words of [
      "trace",
      "load",
      "shipment list",
      "shipment check",
      "entry post",
      "entry sign",
      "participant enrol",
      "key new",
      "deploy",
      "api-key issue",
    ]) {
      it(`the help has an example of ${words}`, async () => {
        expect((await runCommand(...words.split(" "), "--help")).out).to.include(`$ portolan ${words}`);
      });
    }
  });

  describe("that is wrong", () => {
    for (const words of [
      "trac",
      "trace",
      "entry post --kind Steal --shipment X",
      "shipment list --limit none",
      "entry list --since tuesday",
    ]) {
      it(`a wrong command line gets one line on standard error and status 2: ${words}`, async () => {
        const { status, out, err } = await runCommand(...words.split(" "));
        expect({ status, out }).to.deep.equal({ status: 2, out: "" });
        expect(err).to.match(/^portolan: .+\n$/);
      });
    }
  });

  describe("towards a gateway", () => {
    let server: Server;
    let folder: string;
    let answer: (response: ServerResponse) => void;
    let asked: { url?: string | undefined; authorization?: string | undefined };
    const common = () => [
      "--url",
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      "--api-key-file",
      join(folder, "key"),
    ];

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "portolan-cli-"));
      await writeFile(join(folder, "key"), "ptl_secret\n");
      server = createServer((request, response) => {
        asked = { url: request.url, authorization: request.headers.authorization };
        answer(response);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    after(async () => {
      server.close();
      await rm(folder, { recursive: true });
    });

    it("a command sends the API key of the file", async () => {
      answer = (response) => response.end('{"items":[],"next":null}');
      expect((await runCommand("participant", "list", ...common())).status).to.equal(0);
      expect(asked).to.deep.equal({ url: "/v1/participants", authorization: "Bearer ptl_secret" });
    });

    it("a command with --json prints one JSON document", async () => {
      answer = (response) => response.end('{"items":[{"id":1}],"next":null}');
      const { out } = await runCommand("participant", "list", "--json", ...common());
      expect(JSON.parse(out)).to.deep.equal([{ id: 1 }]);
    });

    it("a list is read to its last page", async () => {
      const pages = ['{"items":[1,2],"next":"c"}', '{"items":[3],"next":null}'];
      answer = (response) => response.end(pages.shift());
      expect(JSON.parse((await runCommand("participant", "list", "--json", ...common())).out)).to.deep.equal([1, 2, 3]);
      expect(asked.url).to.equal("/v1/participants?cursor=c");
    });

    it("a refusal of the gateway is printed in its words, in one line, with status 1", async () => {
      const problem = {
        detail: "No participant\nhas the number 9.",
        code: "ConsortiumUnknownParticipant",
        remedy: "List them.",
      };
      answer = (response) => response.writeHead(404).end(JSON.stringify(problem));
      const { status, out, err } = await runCommand("participant", "show", "9", ...common());
      expect({ status, out }).to.deep.equal({ status: 1, out: "" });
      expect(err).to.equal("portolan: No participant has the number 9. (ConsortiumUnknownParticipant) List them.\n");
    });

    it("a server that is not a gateway leads to status 3", async () => {
      answer = (response) => response.end("<html>");
      expect((await runCommand("participant", "list", ...common())).status).to.equal(3);
    });

    it("a redirection does not receive the API key", async () => {
      answer = (response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
      expect((await runCommand("participant", "list", ...common())).status).to.equal(3);
    });

    it("an unreachable gateway leads to status 3 and is named", async () => {
      const free = createServer();
      await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
      const { port } = free.address() as AddressInfo;
      await new Promise((resolve) => free.close(resolve));
      const { status, err } = await runCommand(
        "participant",
        "list",
        ...common().slice(2),
        "--url",
        `http://127.0.0.1:${port}`,
      );
      expect(status).to.equal(3);
      expect(err).to.include(`http://127.0.0.1:${port}`).and.include("ECONNREFUSED");
    });

    it("the API key is never printed", async () => {
      answer = (response) => response.destroy();
      const { out, err } = await runCommand("participant", "list", ...common());
      expect(out + err).to.not.include("ptl_secret");
    });

    for (const url of ["ftp://host", "host:8080", "not a url"]) {
      it(`the gateway's address ${url} is refused`, async () => {
        expect((await runCommand("participant", "list", ...common().slice(2), "--url", url)).status).to.equal(2);
      });
    }
  });
});
