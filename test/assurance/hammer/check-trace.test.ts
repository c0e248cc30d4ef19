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

describe("The hammer's check of a trace", () => {
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

  it("a correct trace has no fault", () => {
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
    ["a changed time", () => changed(1, { occurredAt: 1_700_000_000 }), /entry 2 .* hashes to/],
    ["a changed counterparty", () => changed(2, { counterparty: null }), /entry 3 .* hashes to/],
    ["a changed hash", () => changed(0, { hash: other }), /entry 1 .* hashes to/],
    ["a missing entry", () => ({ ...trace, entries: trace.entries.toSpliced(1, 1) }), /entry 2/],
    ["an outdated history", () => upTo(2), /the head of .* is/],
    ["a changed head", () => ({ ...trace, head: other }), /ends in/],
    ["a changed block", () => ({ ...trace, checkpoint: { ...trace.checkpoint, hash: other } }), /has the hash/],
    ["a changed custodian", () => ({ ...trace, shipment: { ...trace.shipment, custodian: null } }), /is the custodian/],
    ["a changed shipment", () => ({ ...trace, shipment: { ...trace.shipment, id: other } }), /belongs to shipment/],
  ];
  for (const [what, lie, found] of lies) {
    it(`the check finds a trace with ${what}`, () => {
      expect(check(lie())).to.match(found);
    });
  }

  it("the check finds that an entry reported as recorded is missing", () => {
    expect(check(trace, [other])).to.match(/reported as recorded/);
  });
});
