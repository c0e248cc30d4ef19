import { AbiCoder, concat, id, type Interface } from "ethers";
import { expect } from "chai";
import type { Hex } from "../../src/domain/entry.ts";
import { COOPERATION_ERRORS } from "../../src/domain/errors/cooperation.errors.ts";
import { DIRECTORY_ERRORS } from "../../src/domain/errors/directory.errors.ts";
import { LEDGER_ERRORS } from "../../src/domain/errors/ledger.errors.ts";
import { consortiumInterface } from "../../src/ledger/consortium-interface.ts";
import { cooperationInterface } from "../../src/ledger/cooperation-interface.ts";
import { directoryInterface } from "../../src/ledger/directory-interface.ts";
import { ledgerInterface } from "../../src/ledger/ledger-interface.ts";
import { revertToError, revertToRefusal } from "../../src/ledger/revert-to-error.ts";

const WORD = `0x${"ab".repeat(32)}` as const;

const SAMPLES: Readonly<Record<string, unknown>> = {
  bytes32: WORD,
  bytes2: "0x5345",
  address: `0x${"cd".repeat(20)}`,
  bool: true,
  uint8: 2,
  uint16: 3,
  uint32: 7,
  uint40: 1_767_225_600,
  uint48: 1_767_225_600,
  uint256: 12_345,
};

describe("revertToError", () => {
  const errors = [ledgerInterface, consortiumInterface, directoryInterface, cooperationInterface].flatMap(
    (contract: Interface) =>
      contract.fragments.filter((fragment) => fragment.type === "error").map((error) => ({ contract, error })),
  );

  it("The tables of errors have exactly the errors of the contracts", () => {
    const names = errors.map(({ error }) => (error as unknown as { name: string }).name);
    expect(names.sort()).to.deep.equal(
      Object.keys({ ...LEDGER_ERRORS, ...DIRECTORY_ERRORS, ...COOPERATION_ERRORS }).sort(),
    );
  });

  for (const { contract, error } of errors) {
    const { name } = error as unknown as { name: string };
    it(`${name} has every fact of its sentence`, () => {
      const values = error.inputs.map(({ type }) => SAMPLES[type]);
      const given = revertToError(contract.encodeErrorResult(name, values) as Hex);
      expect(given.code).to.equal(name);
      expect(Object.keys(given.facts).sort()).to.deep.equal(error.inputs.map((input) => input.name).sort());
      expect(given.message + given.remedy).not.to.match(/[{}]/);
    });
  }

  it("numbers stay numbers, and bytes and addresses become lower-case", () => {
    const key = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
    const error = revertOf("ShipmentLedgerKeyNotAuthorised", [WORD, 4_294_967_295, key]);
    expect(error.facts).to.deep.equal({ entry: WORD, author: 4_294_967_295, key: key.toLowerCase() });
  });

  it("a number beyond 2^53 becomes text without loss", () => {
    const error = revertOf("ShipmentLedgerInsufficientGas", [2n ** 53n, 2n ** 53n - 1n]);
    expect(error.facts).to.deep.equal({ available: String(2n ** 53n), required: Number.MAX_SAFE_INTEGER });
  });

  it("phases, roles and kinds are named", () => {
    expect(revertOf("ShipmentLedgerUnexpectedPhase", [WORD, 2, 0b1010]).facts).to.deep.include({
      current: "Offered",
      expected: ["InCustody", "Inside"],
    });
    expect(revertOf("ShipmentLedgerRoleRequired", [7, 0b10, 0b110000]).facts).to.deep.include({
      roles: ["carrier"],
      required: ["customs", "tribunal"],
    });
    expect(revertOf("ShipmentLedgerCounterpartyIsAuthor", [2, 7]).facts).to.deep.equal({ kind: "Offer", author: 7 });
  });

  it("a panic has its code", () => {
    const data = concat([id("Panic(uint256)").slice(0, 10), AbiCoder.defaultAbiCoder().encode(["uint256"], [0x11])]);
    const error = revertToError(data as Hex);
    expect(error.code).to.equal("ContractPanicked");
    expect(error.facts).to.deep.equal({ panic: "0x11" });
  });

  it("a revert with a text has this text", () => {
    const error = revertToError(plainRevert(AbiCoder.defaultAbiCoder().encode(["string"], ["not so"])));
    expect(error.code).to.equal("ContractReverted");
    expect(error.facts).to.deep.equal({ message: "not so" });
  });

  describe("Data that is not an error of the contracts", () => {
    const unknown: [what: string, data: Hex][] = [
      ["no bytes", "0x"],
      ["less than a selector", "0x1234"],
      ["an unknown selector", "0x12345678"],
      ["a known selector without its arguments", id("ShipmentLedgerHeld(bytes32,uint16)").slice(0, 10) as Hex],
      ["a phase that exceeds its type", dirty("ShipmentLedgerUnexpectedPhase", 1)],
      ["a suspension that is neither true nor false", dirty("ConsortiumUnexpectedSuspension", 1)],
      ["an address with non-zero padding", dirty("ConsortiumUnknownKey", 0)],
      ["a jurisdiction with non-zero padding", dirty("ConsortiumInvalidJurisdiction", 0)],
      [
        "arguments that are too long",
        `${ledgerInterface.encodeErrorResult("ShipmentLedgerRemedyOpen", [WORD])}00` as Hex,
      ],
      ["a text that is not UTF-8", plainRevert(AbiCoder.defaultAbiCoder().encode(["bytes"], ["0xff"]))],
      ["5,000 bytes", `0x${"77".repeat(5000)}`],
    ];
    for (const [what, data] of unknown)
      it(`revertToError returns UnknownRevert for ${what}`, () => {
        const error = revertToError(data);
        expect(error.code).to.equal("UnknownRevert");
        expect(error.message.length).to.be.below(1500);
        expect(revertToRefusal(data)).to.equal(undefined);
      });
  });
});

describe("revertToRefusal", () => {
  it("revertToRefusal returns the code and facts of the error", () => {
    const data = ledgerInterface.encodeErrorResult("ShipmentLedgerHeld", [WORD, 2]) as Hex;
    const refusal = revertToRefusal(data);
    expect(refusal?.code).to.equal("ShipmentLedgerHeld");
    expect(refusal?.facts).to.deep.equal({ shipment: WORD, openCases: 2 });
  });
});

function revertOf(name: string, values: unknown[]) {
  return revertToError((ledgerInterface as Interface).encodeErrorResult(name, values) as Hex);
}

function plainRevert(argument: string): Hex {
  return concat([id("Error(string)").slice(0, 10), argument]) as Hex;
}

/** The encoded error with every bit of one word set. */
function dirty(name: string, word: number): Hex {
  const contract: Interface = name.startsWith("Consortium") ? consortiumInterface : ledgerInterface;
  const inputs = contract.getError(name)?.inputs ?? [];
  const data = contract.encodeErrorResult(
    name,
    inputs.map(({ type }) => SAMPLES[type]),
  );
  const at = 10 + word * 64;
  return `${data.slice(0, at)}${"f".repeat(64)}${data.slice(at + 64)}` as Hex;
}
