import { inspect } from "node:util";
import { expect } from "chai";
import { KeyRing } from "../../src/keys/key-ring.ts";
import { createLocalSigner } from "../../src/keys/local-signer.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { errorOf } from "../support/error-of.ts";

describe("KeyRing", () => {
  const [old, current, foreign] = [PrivateKey.generate(), PrivateKey.generate(), PrivateKey.generate()];
  const ring = new KeyRing();
  ring.add(createLocalSigner(old));
  ring.add(createLocalSigner(current));
  const keys = [
    { address: old.address, validFrom: 100, validUntil: 300 },
    { address: current.address, validFrom: 200, validUntil: 400 },
    { address: foreign.address, validFrom: 0, validUntil: 1000 },
  ];

  it("a key ring chooses the key with the latest start", () => {
    expect(ring.signerFor(1, keys, 150).address).to.equal(old.address);
    expect(ring.signerFor(1, keys, 250).address).to.equal(current.address);
    expect(ring.signerFor(1, [...keys].reverse(), 250).address).to.equal(current.address);
  });

  it("a key is valid from its first second until before its last", () => {
    expect(ring.signerFor(1, keys, 100).address).to.equal(old.address);
    expect(ring.signerFor(1, keys, 399).address).to.equal(current.address);
  });

  for (const time of [99, 400])
    it(`a key ring chooses no key at ${time}, when no available key is valid`, async () => {
      const error = await errorOf(() => ring.signerFor(7, keys, time));
      expect(error.code).to.equal("NoKeyForParticipant");
      expect(error.facts).to.deep.equal({ participant: 7, time });
    });

  it("a key ring shows addresses and no secret", () => {
    expect(ring.addresses()).to.deep.equal([old.address, current.address]);
    const shown = inspect(ring, { showHidden: true, depth: 9 }) + JSON.stringify(ring);
    expect(shown).not.to.include(Buffer.from(old.copyBytes()).toString("hex"));
  });
});
