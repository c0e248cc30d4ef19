import { expect } from "chai";
import { recoverAddress } from "../../src/audit/page/recover-address.ts";
import { createEntryCheck, type Before, type EntryCheckResult } from "../../src/console/verify/check-entry.ts";
import { ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { KINDS } from "../../src/domain/rules/kind.ts";
import type { EntryView } from "../../src/api/entry.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";

const LEDGER = { chainId: 31_337, ledger: `0x${"12".repeat(20)}` } as const;
const RECORDED_AT = 1_800_000_000;
const hashEntry = createEntryHasher(LEDGER);

describe("The check of an entry in the browser", () => {
  const key = PrivateKey.generate();
  const participants = [
    { id: 1, keys: [{ address: key.address, validFrom: RECORDED_AT - 10, validUntil: RECORDED_AT + 10 }] },
    { id: 2, keys: [] },
  ];
  const check = createEntryCheck(LEDGER, participants, recoverAddress);

  /** An entry of participant 1 after another, as in a gateway's answer, with a valid signature. */
  function told(before?: EntryView, changes: Partial<EntryView> = {}): EntryView {
    const view: EntryView = {
      hash: ZERO_BYTES32,
      shipment: `0x${"aa".repeat(32)}`,
      identifier: null,
      sequence: (before?.sequence ?? 0) + 1,
      previous: before?.hash ?? ZERO_BYTES32,
      kind: before === undefined ? "Consign" : "Report",
      author: { id: 1, name: "One", roles: ["carrier"], jurisdiction: "NL" },
      counterparty: null,
      refersTo: null,
      occurredAt: RECORDED_AT - 60,
      recordedAt: RECORDED_AT,
      commitment: `0x${"cc".repeat(32)}`,
      signature: "0x",
      block: 7,
      transaction: ZERO_BYTES32,
      position: 7,
      payload: "unknown",
      summary: null,
      ...changes,
    };
    const hash = hashEntry({
      shipment: view.shipment,
      previous: view.previous,
      kind: KINDS[view.kind],
      author: view.author?.id ?? 0,
      counterparty: view.counterparty?.id ?? 0,
      refersTo: view.refersTo ?? ZERO_BYTES32,
      occurredAt: view.occurredAt,
      commitment: view.commitment,
    });
    return { ...view, hash, signature: changes.signature ?? key.sign(hash) };
  }
  const faults = (entry: EntryView, before: Before): EntryCheckResult["faults"] => check(entry, before).faults;
  const first = told();
  const second = told(first);

  it("recorded entries have no faults", () => {
    expect(check(first, "none")).to.deep.equal({
      hash: first.hash,
      key: key.address,
      wallet: false,
      linked: true,
      faults: [],
    });
    expect(faults(second, first)).to.deep.equal([]);
  });

  const changes: Partial<EntryView>[] = [
    { occurredAt: RECORDED_AT - 61 },
    { commitment: `0x${"cd".repeat(32)}` },
    { kind: "Inspect" },
    { counterparty: { id: 2, name: null, roles: [], jurisdiction: null } },
    { refersTo: `0x${"01".repeat(32)}` },
  ];
  for (const change of changes) {
    it(`a changed ${Object.keys(change).join()} does not match hash and signature`, () => {
      expect(faults({ ...second, ...change }, first)).to.deep.equal(["hash", "signer"]);
    });
  }

  it("a changed entry with a recomputed hash does not match its signature", () => {
    const changed = told(first, { occurredAt: RECORDED_AT - 61 });
    expect(faults({ ...changed, signature: second.signature }, first)).to.deep.equal(["signer"]);
  });

  it("an invalid signature is found", () => {
    for (const signature of ["0x", `0x${"ff".repeat(64)}`] as const) {
      expect(faults({ ...second, signature }, first)).to.deep.equal(["signature"]);
    }
  });

  it("a signature by another participant's key is found", () => {
    const others = createEntryCheck(LEDGER, [{ id: 2, keys: participants[0]?.keys ?? [] }], recoverAddress);
    expect(others(second, first).faults).to.deep.equal(["signer"]);
  });

  it("a key that was not valid at the block's time is found", () => {
    for (const recordedAt of [RECORDED_AT - 11, RECORDED_AT + 10]) {
      expect(faults({ ...second, recordedAt }, first)).to.deep.equal(["validity"]);
    }
  });

  it("an entry of another ledger is found", () => {
    const elsewhere = createEntryCheck({ ...LEDGER, chainId: 1 }, participants, recoverAddress);
    expect(elsewhere(first, "none").faults).to.deep.equal(["hash", "signer"]);
  });

  describe("The link to the previous entry", () => {
    it("a wrong previous entry, a gap and a missing entry are found", () => {
      expect(faults(second, { ...first, commitment: `0x${"cd".repeat(32)}` })).to.deep.equal(["link"]);
      expect(faults({ ...second, sequence: 3 }, first)).to.deep.equal(["link"]);
      expect(faults(second, "none")).to.deep.equal(["link"]);
    });

    it("the link to an entry that the reader may not see is not judged", () => {
      const { linked, faults } = check(second, "unseen");
      expect([linked, faults]).to.deep.equal([false, []]);
    });
  });

  it("only the owner of a contract's signature is checked, as the ledger verified it", () => {
    const signature = `${key.address}${"ab".repeat(100)}` as const;
    const { wallet, faults } = check({ ...second, signature }, first);
    expect([wallet, faults]).to.deep.equal([true, []]);
    const stranger = `0x${"99".repeat(20)}${"ab".repeat(100)}` as const;
    expect(check({ ...second, signature: stranger }, first).faults).to.deep.equal(["signer"]);
  });
});
