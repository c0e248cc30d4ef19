import { expect } from "chai";
import type { Hex } from "../../src/domain/entry.ts";
import { consortiumAdmin } from "../../src/ledger/consortium-admin.ts";
import { canCall, governance, operationId, scheduledFor } from "../../src/ledger/governance.ts";
import { blockTime, passTime, startChain, type TestChain } from "../support/chain.ts";
import { type ServedChain, serveChain } from "../support/serve-chain.ts";
import { errorOf } from "../support/error-of.ts";

const DELAY = 3600;

describe("A change of the registry with an execution delay", () => {
  let chain: TestChain;
  let served: ServedChain;
  let manager: Hex;
  let operation: { caller: Hex; target: Hex; data: Hex };

  beforeEach(async () => {
    chain = await startChain({ registrarDelay: DELAY });
    served = await serveChain(chain);
    manager = (await chain.governance.getAddress()) as Hex;
    operation = {
      caller: (await chain.accounts[0]?.getAddress()) as Hex,
      target: (await chain.consortium.getAddress()) as Hex,
      data: consortiumAdmin.enrol(["trader"], "SE", "Late Trader"),
    };
  });
  afterEach(async () => {
    await served.close();
    await chain.connection.close();
  });

  const send = async (to: Hex, data: Hex) => await (await chain.accounts[0]?.sendTransaction({ to, data }))?.wait();

  it("canCall allows a registrar after the delay, security at once, and a stranger never", async () => {
    expect(await canCall(served.rpc, manager, operation)).to.deep.equal({ immediate: false, delay: DELAY });
    const suspension = { ...operation, data: consortiumAdmin.suspend(1) };
    expect(await canCall(served.rpc, manager, suspension)).to.deep.equal({ immediate: true, delay: 0 });
    const stranger = { ...operation, caller: `0x${"99".repeat(20)}` as const };
    expect(await canCall(served.rpc, manager, stranger)).to.deep.equal({ immediate: false, delay: 0 });
  });

  it("a scheduled change is executed after the delay", async () => {
    await send(manager, governance.schedule(operation));
    const due = (await blockTime(chain)) + DELAY;
    expect(operationId(operation)).to.equal(
      await chain.governance.hashOperation(operation.caller, operation.target, operation.data),
    );
    expect(await scheduledFor(served.rpc, manager, operationId(operation))).to.equal(due);
    expect(await chain.consortium.participantCount()).to.equal(0n);
    await passTime(chain, DELAY);
    await send(manager, governance.execute(operation));
    expect(await chain.consortium.participantCount()).to.equal(1n);
    expect(await scheduledFor(served.rpc, manager, operationId(operation))).to.equal(0);
  });

  it("a change may be scheduled for a later time", async () => {
    const when = (await blockTime(chain)) + 2 * DELAY;
    await send(manager, governance.schedule(operation, when));
    expect(await scheduledFor(served.rpc, manager, operationId(operation))).to.equal(when);
  });

  it("a cancelled change is no longer scheduled", async () => {
    await send(manager, governance.schedule(operation));
    await send(manager, governance.cancel(operation));
    expect(await scheduledFor(served.rpc, manager, operationId(operation))).to.equal(0);
  });

  it("canCall refuses an address without an AccessManager", async () => {
    const error = await errorOf(() => canCall(served.rpc, operation.caller, operation));
    expect(error.code).to.equal("AbiMalformed");
  });
});
