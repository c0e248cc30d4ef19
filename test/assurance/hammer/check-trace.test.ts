import { expect } from "chai";
import { checkTrace, type OnChain } from "./check-trace.ts";
import type { EntryHash } from "../../../src/domain/entry.ts";
import type { Trace, TraceEntry } from "../../../src/api/trace.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import { getChainId } from "../../../src/ledger/get-chain-id.ts";
import { readHead } from "../../../src/ledger/read-head.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { startStack, type Stack, type StackParticipant } from "../../support/stack.ts";

const IDENTIFIER = "HLBU2080000";

describe("What the hammer's readers check of a trace", () => {
  let stack: Stack;
  let trace: Trace;
  let onChain: OnChain;
  let hashOf: ReturnType<typeof createEntryHasher>;

  before(async () => {
    stack = await startStack();
    const { trader, carrier } = stack.participants as Record<string, StackParticipant>;
    const client = gatewayClient(stack.gateway.url, trader?.token as string);
    for (const draft of [
      { kind: "Consign", payload: {} },
      { kind: "Report", payload: {} },
      { kind: "Offer", counterparty: carrier?.id, payload: {} },
    ]) {
      const { status } = await client.post("/v1/entries", { shipment: IDENTIFIER, ...draft }, { prefer: "wait=30" });
      expect(status).to.equal(201);
    }
    const { items } = (await client.get(`/v1/shipments?identifier=${IDENTIFIER}`)).body;
    trace = (await client.get(`/v1/shipments/${items[0].id}/trace`)).body;

    const rpc = new JsonRpcClient({ peer: "Chain", url: stack.node.url });
    const { ledger } = stack.config.contracts as { ledger: `0x${string}` };
    const { number } = trace.checkpoint;
    hashOf = createEntryHasher({ chainId: await getChainId(rpc), ledger });
    const header = await getBlockHeader(rpc, number);
    onChain = { ...(await readHead(rpc, ledger, trace.shipment.id, number)), block: header?.hash as string };
    await rpc.close();
  });
  after(() => stack.stop());

  const check = (told: Trace, promised = trace.entries.map(({ hash }) => hash)) =>
    checkTrace(told, trace.shipment.id, promised, hashOf, onChain);

  it("finds nothing in a true one", () => {
    expect(check(trace)).to.equal(undefined);
  });

  const changed = (index: number, change: Partial<TraceEntry>): Trace => ({
    ...trace,
    entries: trace.entries.with(index, { ...(trace.entries[index] as TraceEntry), ...change }),
  });
  const upTo = (count: number): Trace => ({
    ...trace,
    entries: trace.entries.slice(0, count),
    head: trace.entries[count - 1]?.hash as EntryHash,
  });
  const other = `0x${"ab".repeat(32)}` as const;

  const lies: readonly (readonly [what: string, lie: () => Trace, found: RegExp])[] = [
    ["another time", () => changed(1, { occurredAt: 1_700_000_000 }), /entry 2 .* hashes to/],
    ["another receiver", () => changed(2, { counterparty: null }), /entry 3 .* hashes to/],
    ["another hash", () => changed(0, { hash: other }), /entry 1 .* hashes to/],
    ["an entry left out in between", () => ({ ...trace, entries: trace.entries.toSpliced(1, 1) }), /entry 2/],
    ["an older history", () => upTo(2), /the head of .* is/],
    ["another head", () => ({ ...trace, head: other }), /ends in/],
    ["another block", () => ({ ...trace, checkpoint: { ...trace.checkpoint, hash: other } }), /was called/],
    ["another holder", () => ({ ...trace, shipment: { ...trace.shipment, custodian: null } }), /has custody/],
    ["another shipment", () => ({ ...trace, shipment: { ...trace.shipment, id: other } }), /asked for/],
  ];
  for (const [what, lie, found] of lies) {
    it(`finds ${what}`, () => {
      expect(check(lie())).to.match(found);
    });
  }

  it("finds an entry that was told as recorded before, and is not there", () => {
    expect(check(trace, [other])).to.match(/told as recorded/);
  });
});
