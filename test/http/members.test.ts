import { expect } from "chai";
import type { Bytes32 } from "../../src/domain/entry.ts";
import { namedKey, recoveryDigest, recoveryWallet } from "../support/directory-vectors.ts";
import { KEYS_END, openStackDirectory, type StackDirectory } from "../support/stack-directory.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { readMember } from "../support/test-directory.ts";
import { call, type Answer } from "./api-client.ts";

const ENDPOINT = "https://carrier.example";

describe("Members of the directory", () => {
  let stack: Stack;
  let directory: StackDirectory;
  let first: Bytes32;

  before(async () => {
    stack = await startStack();
    directory = await openStackDirectory(stack, "carrier");
    await directory.announce("Publication", directory.wallet, { endpoint: ENDPOINT, key: "K1", recovery: "R1" });
    first = (await directory.contract.memberOf(directory.participant)).head as Bytes32;
  });
  after(async () => {
    directory.close();
    await stack.stop();
  });

  const ask = (path: string): Promise<Answer> =>
    call(stack.gateway.url, "GET", path, { token: stack.participants["trader"]?.token });

  it("a member has its endpoint, its valid keys and the place of each change", async () => {
    const { status, body } = await ask(`/v1/members/${directory.participant}`);
    const { id, key, suite } = namedKey("K1");

    expect(status).to.equal(200);
    expect(body).to.deep.include({
      endpoint: ENDPOINT,
      recovery: recoveryDigest("R1"),
      head: first,
      directory: directory.domain.directory,
    });
    expect(body.keys).to.have.length(1);
    expect(body.keys[0]).to.deep.include({ id, key, suite, state: "valid", validUntil: KEYS_END });
    expect(body.history).to.have.length(1);
    const receipt = await directory.provider.getTransactionReceipt(body.history[0].transactionHash);
    expect(body.history[0]).to.deep.include({
      event: "MemberPublished",
      change: first,
      state: "effective",
      endpoint: ENDPOINT,
      key: id,
      recovery: recoveryDigest("R1"),
      block: receipt?.blockNumber,
    });
  });

  it("a participant without a publication has no endpoint and no keys", async () => {
    const { body } = await ask(`/v1/members/${stack.participants["trader"]?.id}`);

    expect(body).to.deep.include({ endpoint: null, keys: [], head: null, history: [] });
  });

  it("an unknown participant is refused", async () => {
    const { status, body } = await ask("/v1/members/4000");

    expect([status, body.code]).to.deep.equal([404, "ConsortiumUnknownParticipant"]);
  });

  it("the list has each participant that published, page by page", async () => {
    const { body } = await ask("/v1/members?limit=1");

    expect(body.items.map((item: { participant: { id: number } }) => item.participant.id)).to.deep.equal([
      directory.participant,
    ]);
    expect([body.next, body.directory]).to.deep.equal([null, directory.domain.directory]);
  });

  it("a recovery ends the keys before it, and its keys are valid", async () => {
    await directory.announce("Recovery", recoveryWallet("R1"), {
      endpoint: "https://new.example",
      key: "P2",
      recovery: "R2",
    });
    const { body } = await ask(`/v1/members/${directory.participant}`);

    expect(body.endpoint).to.equal("https://new.example");
    expect(body.keys.map((key: { id: string; state: string }) => [key.id, key.state])).to.deep.equal([
      [namedKey("K1").id, "ended"],
      [namedKey("P2").id, "valid"],
    ]);
    expect(await readMember(directory, directory.participant, [])).to.deep.include({
      member: [body.head, (await directory.contract.memberOf(directory.participant)).endpoint, recoveryDigest("R2")],
    });
  });

  it("a deployment without a directory has no members, and its list names no directory", async () => {
    const plain = await startStack({ DIRECTORY_ADDRESS: "" });
    const token = plain.participants["trader"]?.token;
    const list = await call(plain.gateway.url, "GET", "/v1/members", { token });
    const one = await call(plain.gateway.url, "GET", "/v1/members/1", { token });
    await plain.stop();

    expect(list.body).to.deep.equal({ items: [], next: null, directory: null });
    expect(one.body).to.deep.include({ endpoint: null, directory: null });
  });
});
