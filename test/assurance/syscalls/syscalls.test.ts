import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewaySubject } from "../crashes/gateway-subject.ts";
import { NodeSubject } from "../crashes/node-subject.ts";
import { canStrace, type Fault, injecting, wasMet } from "./strace.ts";
import type { DisturbedProgram } from "./try-calls.ts";

/** A sample; `npm run assurance -- --only syscalls` lets each call fail. Needs strace. */
describe("When the system fails", () => {
  let folder: string;
  before(async function () {
    if (!canStrace()) return this.skip();
    folder = await mkdtemp(join(tmpdir(), "portolan-strace-"));
  });
  after(() => rm(folder ?? "", { recursive: true, force: true }));

  async function expectToHold(program: DisturbedProgram, fault: Fault, call: string, nth: number, file: string) {
    const log = join(folder, "log");
    const pathIn = (files: readonly string[]) => files.find((each) => each.endsWith(file)) ?? file;
    const problems = await program.workBehind((files) => injecting(fault, call, nth, pathIn(files), log));
    expect(wasMet(log, nth)).to.equal(true);
    expect(problems).to.deep.equal([]);
  }

  describe("a node", () => {
    let node: NodeSubject;
    before(async () => {
      node = await NodeSubject.open();
    });
    after(() => node.close());

    it("a node does not show a block whose sync failed, and starts again", () =>
      expectToHold(node, "EIO", "fdatasync", 2, "chain.journal"));
    it("a node starts again after a kill during a write", () =>
      expectToHold(node, "KILL", "pwrite64", 4, "chain.journal"));
  });

  describe("a gateway", () => {
    let gateway: GatewaySubject;
    before(async () => {
      gateway = await GatewaySubject.open("SQLite");
    });
    after(() => gateway.close());

    it("a gateway keeps all acknowledged entries after a failed sync of a commit", () =>
      expectToHold(gateway, "EIO", "fsync", 4, "portolan.db-wal"));
    it("a gateway keeps all acknowledged entries after a temporarily full disk", () =>
      expectToHold(gateway, "ENOSPC", "pwrite64", 20, "portolan.db-wal"));
  });
});
