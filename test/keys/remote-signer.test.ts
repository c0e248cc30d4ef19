import { expect } from "chai";
import { Transaction, TypedDataEncoder, Wallet } from "ethers";
import { type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import type { TypedData } from "../../src/domain/typed-data.ts";
import { createRemoteSigner, readRemoteAccounts } from "../../src/keys/remote-signer.ts";
import { recoverAddress } from "../../src/keys/recover-address.ts";
import { signRemoteTransaction } from "../../src/keys/sign-remote-transaction.ts";
import { acceptSignedTransaction } from "../../src/ledger/accept-signed-transaction.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { entryTypedData } from "../../src/ledger/entry-typed-data.ts";
import { transactionRequest } from "../../src/ledger/transaction-request.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import { errorOf } from "../support/error-of.ts";
import { bodyOf, serve, type TestServer } from "../support/http-server.ts";

const WALLET = new Wallet(`0x${"42".repeat(32)}`);
const ADDRESS = WALLET.address.toLowerCase() as Hex;
const DOMAIN = { chainId: 31337, ledger: `0x${"5f".repeat(20)}` } as const;
const ENTRY = {
  shipment: `0x${"11".repeat(32)}`,
  previous: ZERO_BYTES32,
  kind: 8,
  author: 3,
  counterparty: 0,
  refersTo: ZERO_BYTES32,
  occurredAt: 1_767_225_600,
  commitment: `0x${"ab".repeat(32)}`,
} as const;
const DIGEST = createEntryHasher(DOMAIN)(ENTRY);

/** What the server does with the typed data that Web3Signer would sign; returns the result of the call. */
type Signing = (typedData: TypedData) => Promise<unknown>;

describe("A remote signer", () => {
  let server: TestServer;
  let rpc: JsonRpcClient;
  let signTypedData: Signing;

  before(async () => {
    server = await serve(async (request, response) => {
      const { id, method, params } = JSON.parse(await bodyOf(request)) as {
        id: number;
        method: string;
        params: unknown[];
      };
      const answer = (content: object) => response.end(JSON.stringify({ jsonrpc: "2.0", id, ...content }));
      if (method === "eth_accounts") return answer({ result: [WALLET.address] });
      if (method === "eth_signTransaction") return answer({ result: await signTransaction(params[0] as never) });
      // As Web3Signer: two texts, the second of them JSON.
      if (method !== "eth_signTypedData" || typeof params[1] !== "string")
        return answer({ error: { code: -32602, message: "Invalid params" } });
      if (String(params[0]).toLowerCase() !== ADDRESS)
        return answer({ error: { code: -32000, message: "From address does not match an available account" } });
      return answer({ result: await signTypedData(JSON.parse(params[1]) as TypedData) });
    });
    rpc = new JsonRpcClient({ peer: "Signer", url: server.url });
  });
  after(async () => {
    await rpc.close();
    await server.close();
  });
  beforeEach(() => (signTypedData = honest(WALLET)));

  const sign = (by = rpc) => createRemoteSigner(by, ADDRESS).sign(DIGEST, () => entryTypedData(ENTRY, DOMAIN));

  it("a remote signer signs an entry from its typed data, in the 64 bytes of EIP-2098", async () => {
    const signature = await sign();
    expect(signature).to.have.length(2 + 2 * 64);
    expect(recoverAddress(DIGEST, signature)).to.equal(ADDRESS);
  });

  it("the accounts of a remote signer are lower-case", async () => {
    expect(await readRemoteAccounts(rpc)).to.deep.equal([ADDRESS]);
  });

  for (const fees of [{ gasPrice: 0n }, { maxFeePerGas: 20n, maxPriorityFeePerGas: 1n }])
    it(`a remote signer signs a transaction that offers ${Object.keys(fees).join(" and ")}`, async () => {
      const asked = {
        chainId: 31337,
        nonce: 4,
        to: DOMAIN.ledger,
        data: Buffer.from("c0ffee", "hex"),
        gasLimit: 90_000,
        fees,
      };
      const raw = await signRemoteTransaction(rpc, transactionRequest(asked, ADDRESS));
      expect(acceptSignedTransaction(raw, asked, ADDRESS).hash).to.equal(Transaction.from(raw).hash);
      const other = await errorOf(() => acceptSignedTransaction(raw, { ...asked, nonce: 5 }, ADDRESS));
      expect(other.code).to.equal("TransactionNotAsAsked");
      const stranger = await errorOf(() => acceptSignedTransaction(raw, asked, DOMAIN.ledger));
      expect(stranger.code).to.equal("TransactionNotAsAsked");
    });

  describe("with wrong answers", () => {
    const refused: [what: string, code: string, signing: Signing][] = [
      ["signs with another key", "SignatureFromWrongKey", honest(new Wallet(`0x${"43".repeat(32)}`))],
      [
        "signs another text",
        "SignatureFromWrongKey",
        (data) => honest(WALLET)({ ...data, message: { ...data.message, author: 4 } }),
      ],
      ["returns too few bytes", "SignerAnswerInvalid", async () => "0x1234"],
      ["returns an object instead of a text", "SignerAnswerInvalid", async () => ({ signature: "0x" })],
      ["returns nothing", "SignerAnswerInvalid", async () => null],
      [
        "returns a v of 0",
        "SignerAnswerInvalid",
        async (data) => `${String(await honest(WALLET)(data)).slice(0, -2)}00`,
      ],
      ["returns an r and s of zero", "SignerAnswerInvalid", async () => `0x${"00".repeat(64)}1b`],
    ];
    for (const [what, code, signing] of refused)
      it(`a remote signer is refused if it ${what}`, async () => {
        signTypedData = signing;
        expect((await errorOf(() => sign())).code).to.equal(code);
      });

    it("a remote signer is refused if it never answers", async () => {
      signTypedData = () => new Promise(() => undefined);
      const impatient = new JsonRpcClient({ peer: "Signer", url: server.url, timeoutMs: 50 });
      expect((await errorOf(() => sign(impatient))).code).to.equal("SignerTimedOut");
      await impatient.close();
    });

    it("a remote signer without the key is refused", async () => {
      const signer = createRemoteSigner(rpc, `0x${"99".repeat(20)}`);
      const error = await errorOf(() => signer.sign(DIGEST, () => entryTypedData(ENTRY, DOMAIN)));
      expect(error.code).to.equal("SignerAnsweredError");
      expect(error.facts).to.include({ method: "eth_signTypedData", errorCode: -32000 });
    });
  });
});

function honest(wallet: Wallet): Signing {
  return async ({ types, domain, message }) => {
    const digest = TypedDataEncoder.hash(domain, { Entry: [...(types["Entry"] ?? [])] }, message);
    return wallet.signingKey.sign(digest).serialized;
  };
}

async function signTransaction({ to, gas, nonce, data, chainId, ...fees }: Record<string, string>): Promise<string> {
  const prices =
    "gasPrice" in fees
      ? { type: 0, gasPrice: fees["gasPrice"] }
      : { type: 2, maxFeePerGas: fees["maxFeePerGas"], maxPriorityFeePerGas: fees["maxPriorityFeePerGas"] };
  return await WALLET.signTransaction({ to, gasLimit: gas, nonce: Number(nonce), data, chainId, ...prices } as never);
}
