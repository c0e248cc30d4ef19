import { expect } from "chai";
import { parseEvidencePolicy } from "../../../src/audit/evidence/evidence-policy.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import type { JsonValue } from "../../../src/domain/encoding/json.ts";
import { errorOf } from "../../support/error-of.ts";
import { witnessKey } from "../../support/test-witness.ts";

const LEDGER = `0x${"aB".repeat(20)}`;
const BLOCK = `0x${"cD".repeat(32)}`;

describe("The policy of a reader of evidence", () => {
  it("a policy of evidence may be empty", () => {
    expect(Object.values(parseEvidencePolicy({})).filter((value) => value !== undefined)).to.deep.equal([]);
  });

  it("a policy of evidence names chain, ledger, block, validators and witnesses, in upper or lower case", () => {
    const key = witnessKey("customs.example/w1").verifier;
    const policy = parseEvidencePolicy({
      ...{ chainId: 2026, ledger: LEDGER, block: BLOCK, validators: [LEDGER] },
      witnesses: { witnesses: [{ key: formatVerifierKey(key) }], groups: [], quorum: key.name },
    });
    expect(policy).to.deep.include({
      ...{ chainId: 2026, ledger: LEDGER.toLowerCase(), block: BLOCK.toLowerCase() },
      validators: [LEDGER.toLowerCase()],
    });
    expect(policy.witnesses).to.include({ quorum: key.name });
  });

  const invalid: Record<string, JsonValue> = {
    "a list": [],
    "an object with an unknown member": { chain: 2026 },
    "an object whose chain is a text": { chainId: "2026" },
    "an object whose chain is zero": { chainId: 0 },
    "an object whose ledger is too short": { ledger: "0xab" },
    "an object whose block is a number": { block: 7 },
    "an object whose validators are not a list": { validators: LEDGER },
    "an object without a validator in its list": { validators: [] },
    "an object that names a validator twice": { validators: [LEDGER, LEDGER.toLowerCase()] },
  };
  for (const [what, policy] of Object.entries(invalid))
    it(`${what} is not a policy of evidence`, async () => {
      expect((await errorOf(() => parseEvidencePolicy(policy))).code).to.equal("EvidencePolicyInvalid");
    });
});
