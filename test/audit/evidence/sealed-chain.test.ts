import { expect } from "chai";
import type { Evidence } from "../../../src/audit/evidence/evidence.ts";
import type { EvidencePolicy } from "../../../src/audit/evidence/evidence-policy.ts";
import { makeEvidence } from "../../../src/audit/evidence/make-evidence.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { decodeHeader } from "../../../src/audit/proof/sealed-header.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { bytesOf } from "../../../src/domain/encoding/hex.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { enrol, passTime, record, shipmentId, startChain, type TestChain } from "../../support/chain.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";
import { chainStory } from "./chain-story.ts";
import { sealedEvidence } from "./sealed-chain.ts";

const validators = Array.from({ length: 4 }, () => PrivateKey.generate());
const strangers = Array.from({ length: 4 }, () => PrivateKey.generate());

describe("evidence from a chain whose validators seal its blocks", () => {
  let chain: TestChain;
  let served: ServedChain;
  let plain: Evidence;
  let policy: EvidencePolicy;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    const trader = await enrol(chain, "trader");
    const shipment = shipmentId("sealed");
    await record(chain, trader, "Consign", { shipment });
    for (let block = 0; block < 5; block++) await passTime(chain, 10);
    await record(chain, trader, "Report", { shipment });
    for (let block = 0; block < 2; block++) await passTime(chain, 10);
    const [ledger, consortium] = await Promise.all([chain.ledger.getAddress(), chain.consortium.getAddress()]);
    const place = {
      chainId: chain.chainId,
      ledger: ledger.toLowerCase() as Hex,
      consortium: consortium.toLowerCase() as Hex,
    };
    const story = await chainStory(served.rpc, place.ledger, shipment);
    plain = await makeEvidence({ ...place, rpc: served.rpc, recover: recoverAddress }, story);
    policy = { ledger: place.ledger, validators: validators.map(({ address }) => address) };
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  const verify = (evidence: Evidence, under = policy) =>
    verifyEvidence(JSON.stringify(evidence), under, recoverAddress);
  const sealedBy = (sealers: readonly PrivateKey[], by = validators) =>
    sealedEvidence(plain, () => ({ validators: by, sealers }));
  const recorded = () => plain.entries.map((entry) => entry.recorded.block);
  /** Leaves out the headers of blocks without entries, so that no parent links connect the others. */
  const sparse = (evidence: Evidence): Evidence => ({
    ...evidence,
    headers: evidence.headers.filter((header, index) => {
      const { number } = decodeHeader(bytesOf(header));
      return recorded().includes(number) || index === evidence.headers.length - 1;
    }),
  });

  it("evidence is proved under a policy that names the validators, when three of four sealed", () => {
    const { verdict, history } = verify(sealedBy(validators.slice(1)));
    expect(verdict).to.equal("proved");
    expect(history?.vouchers[0]).to.deep.include({ kind: "qbft", among: 4, trust: "policy" });
    expect(history?.entries.every(({ recordedAt }) => recordedAt !== null)).to.equal(true);
  });

  it("evidence from a sealed chain needs no headers between, because each header has its block's seals", () => {
    const evidence = sparse(sealedBy(validators));
    expect(evidence.headers).to.have.length(3);
    const { verdict, history } = verify(evidence);
    expect(verdict).to.equal("proved");
    expect(history?.entries.every(({ recordedAt }) => recordedAt !== null)).to.equal(true);
  });

  it("evidence is undecided when two of four validators sealed", () => {
    expect(verify(sealedBy(validators.slice(2))).verdict).to.equal("undecided");
  });

  it("evidence is undecided when only the file names the validators", () => {
    const { verdict, history } = verify(sealedBy(strangers, strangers), { ledger: policy.ledger });
    expect([verdict, history?.vouchers[0]?.trust]).to.deep.equal(["undecided", "self"]);
  });

  it("evidence is refuted when others than validators sealed the block, or a validator sealed it twice", () => {
    expect(verify(sealedBy(strangers, strangers)).problem?.code).to.equal("SealByNonValidator");
    const [first, second] = validators as [PrivateKey, PrivateKey];
    expect(verify(sealedBy([first, second, second])).problem?.code).to.equal("SealRepeated");
  });

  it("the time of blocks that others sealed is proved by parent links, and not proved behind a gap", () => {
    const last = plain.state.block;
    const mixed = sealedEvidence(plain, (block) =>
      block === last ? { validators, sealers: validators } : { validators: strangers, sealers: strangers },
    );
    const linked = verify(mixed);
    expect(linked.verdict).to.equal("proved");
    expect(linked.history?.entries.map(({ recordedAt }) => recordedAt)).not.to.include(null);

    const apart = verify(sparse(mixed));
    expect(apart.verdict).to.equal("proved");
    expect(apart.history?.entries.map(({ recordedAt }) => recordedAt)).to.deep.equal([null, null]);
    expect(apart.notProved.find(({ code }) => code === "untimed")?.entries).to.have.length(2);
  });

  it("evidence is not proved when any byte of the sealed header is changed", () => {
    const evidence = sealedBy(validators);
    const last = evidence.headers.at(-1) as Hex;
    expect(verify(evidence).verdict).to.equal("proved");
    for (let place = 2; place < last.length; place += 7) {
      const changed: Hex = `0x${last.slice(2, place)}${last[place] === "0" ? "1" : "0"}${last.slice(place + 1)}`;
      expect(verify({ ...evidence, headers: evidence.headers.with(-1, changed) }).verdict, `${place}`).not.to.equal(
        "proved",
      );
    }
  });

  it("evidence is not proved when a header that links two others is changed", () => {
    const evidence = sealedBy(validators);
    const header = evidence.headers[2] as Hex;
    const changed = header.replace(/(.{40}).$/, (all, head) => `${head}${all.endsWith("1") ? "0" : "1"}`) as Hex;
    expect(verify({ ...evidence, headers: evidence.headers.with(2, changed) }).verdict).not.to.equal("proved");
  });
});
