import { expect } from "chai";
import { AbiCoder, isError, JsonRpcProvider, Wallet, WebSocketProvider } from "ethers";
import { ask, FAUCET, RECIPIENT, rejection, sendAndWait, transfer, useFolder, useNodes } from "./node-fixture.ts";

/** Runtime code `LOG1(0, 32, 42)` behind a constructor that returns it. */
const LOGGER = "0x6008600c60003960086000f3602a60206000a100";
const TOPIC = `0x${"2a".padStart(64, "0")}`;

/** Without this option ethers caches a nonce for 250 milliseconds, in which this chain mines a block. */
const FRESH = { cacheTimeout: -1 };

describe("An ethers client on the local chain", () => {
  const folder = useFolder();
  const nodes = useNodes();

  for (const transport of ["http", "ws"] as const) {
    it(`an ethers client sends, waits, deploys and reads logs over ${transport}`, async () => {
      const { url } = await nodes.start(folder());
      const provider =
        transport === "http"
          ? new JsonRpcProvider(url, undefined, { pollingInterval: 20, ...FRESH })
          : new WebSocketProvider(url.replace("http", "ws"), undefined, FRESH);
      try {
        const faucet = FAUCET.connect(provider);
        const sent = await faucet.sendTransaction({ to: RECIPIENT, value: 5n });
        expect((await sent.wait())?.status).to.equal(1);

        const deployed = await (await faucet.sendTransaction({ data: LOGGER })).wait();
        const address = deployed?.contractAddress ?? "";
        await (await faucet.sendTransaction({ to: address })).wait();
        const logs = await provider.getLogs({ address, fromBlock: 0 });
        expect(logs.map(({ topics }) => topics)).to.deep.equal([[TOPIC]]);
      } finally {
        await provider.destroy();
      }
    });
  }

  it("an account without ether sends a transaction with the fees of ethers", async () => {
    const { url } = await nodes.start(folder());
    const provider = new JsonRpcProvider(url, undefined, { pollingInterval: 20 });
    try {
      const sent = await Wallet.createRandom(provider).sendTransaction({ to: RECIPIENT });
      expect((await sent.wait())?.status).to.equal(1);
    } finally {
      provider.destroy();
    }
  });

  it("a WebSocket client receives every block and its logs when they are readable", async () => {
    const { url } = await nodes.start(folder());
    const provider = new WebSocketProvider(url.replace("http", "ws"));
    try {
      const readable: boolean[] = [];
      const heads = new Promise<number[]>((resolve) => {
        const heights: number[] = [];
        void provider.on("block", async (height: number) => {
          heights.push(height);
          readable.push((await provider.getBlock(height)) !== null);
          if (readable.length === 3) resolve(heights);
        });
      });
      const heard = new Promise<string>((resolve) => {
        void provider.on({ topics: [TOPIC] }, ({ topics: [topic] }: { topics: string[] }) => resolve(topic ?? ""));
      });
      const nonce = await provider.getTransactionCount(FAUCET.address);
      const to = (
        await sendAndWait(url, await transfer(nonce, { to: null, data: LOGGER, value: 0n, gasLimit: 200_000n }))
      ).contractAddress as string;
      await sendAndWait(url, await transfer(nonce + 1, { to, value: 0n, gasLimit: 50_000n }));
      await sendAndWait(url, await transfer(nonce + 2));
      const [first = NaN, ...others] = await heads;
      expect(others).to.deep.equal([first + 1, first + 2]);
      expect(readable).to.deep.equal([true, true, true]);
      expect(await heard).to.equal(TOPIC);
    } finally {
      await provider.destroy();
    }
  });

  it("ethers recognises refused transactions and reverted calls", async () => {
    const { url } = await nodes.start(folder());
    const provider = new JsonRpcProvider(url, undefined, FRESH);
    const faucet = FAUCET.connect(provider);
    const fees = { gasLimit: 21_000n, maxFeePerGas: 10n, maxPriorityFeePerGas: 1n };
    const send = (from: Wallet, place: number, value: bigint) =>
      from.sendTransaction({ to: RECIPIENT, nonce: place, value, ...fees });
    const codeOf = async (promise: Promise<unknown>) => {
      const error = await rejection(promise);
      return isError(error, "CALL_EXCEPTION") ? [error.code, error.reason] : (error as { code?: unknown }).code;
    };
    try {
      const nonce = await provider.getTransactionCount(FAUCET.address);
      await sendAndWait(url, await transfer(nonce));
      const waiting = await FAUCET.signTransaction({
        type: 2,
        chainId: 31337,
        to: RECIPIENT,
        nonce: nonce + 9,
        value: 1n,
        ...fees,
      });
      await provider.broadcastTransaction(waiting);
      expect(await codeOf(send(faucet, nonce, 2n))).to.equal("NONCE_EXPIRED");
      expect(await codeOf(send(faucet, nonce + 9, 2n))).to.equal("REPLACEMENT_UNDERPRICED");
      const poor = new Wallet(`0x${"77".repeat(32)}`, provider);
      expect(await codeOf(send(poor, 0, 10n ** 18n))).to.equal("INSUFFICIENT_FUNDS");
      const { error } = await ask(url, "eth_sendRawTransaction", waiting);
      expect(error?.message).to.match(/^already known/);
      const reason = AbiCoder.defaultAbiCoder().encode(["string"], ["no berth"]).slice(2);
      const data = `0x6064600c60003960646000fd08c379a0${reason}`;
      expect(await codeOf(provider.call({ data }))).to.deep.equal(["CALL_EXCEPTION", "no berth"]);
      expect(await codeOf(provider.estimateGas({ data }))).to.deep.equal(["CALL_EXCEPTION", "no berth"]);
      const reverted = await ask(url, "eth_call", { data }, "latest");
      expect([reverted.error?.code, reverted.error?.message]).to.deep.equal([3, "execution reverted: no berth"]);
      expect(await codeOf(provider.send("eth_sign", []))).to.equal("UNSUPPORTED_OPERATION");
    } finally {
      provider.destroy();
    }
  });
});
