import { expect } from "chai";
import { parseContracts } from "./solidity/compile-contracts.ts";
import { findMutants } from "./solidity/find-mutants.ts";

const FILE = "contracts/Gate.sol";
const TEXT = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

contract Gate {
    enum Door { Shut, Open, Broken }

    uint256 internal constant LEAST = 2;
    uint256 internal constant MOST = 9;

    error Closed(uint256 asked, uint256 limit);

    Door public door;

    modifier whole() {
        require(door != Door.Broken);
        _;
    }

    function enter(uint256 guests, bool member) external whole {
        if (guests > MOST && !member) revert Closed(guests, MOST);
        door = Door.Open;
    }

    function word() external pure returns (uint256 last) {
        assembly {
            last := and(shr(8, calldataload(4)), 0xff)
        }
    }
}
`;

describe("The mutants of a contract", () => {
  let mutants: { change: string; text: string }[];

  before(() => {
    const tree = parseContracts([FILE], { [FILE]: TEXT }).get(FILE);
    mutants = findMutants(FILE, TEXT, tree, [tree]).map(({ operator, from, to, text }) => ({
      change: `${operator}: ${from} → ${to}`,
      text,
    }));
  });

  for (const change of [
    "condition: guests > MOST && !member → true",
    "condition: guests > MOST && !member → false",
    "binary: guests > MOST && !member → guests > MOST || !member",
    "operand: guests > MOST && !member → guests > MOST",
    "operand: guests > MOST && !member → !member",
    "binary: guests > MOST → guests >= MOST",
    "binary: guests > MOST → guests <= MOST",
    "unary: !member → member",
    "number: 9 → 8",
    "number: 9 → 10",
    "constant: MOST → LEAST",
    "constant: Door.Open → Door.Broken",
    "arguments: guests, MOST → MOST, guests",
    "statement: revert Closed(guests, MOST); → {}",
    "statement: door = Door.Open; → {}",
    "modifier: whole →",
    "assembly function: and → or",
    "assembly function: shr → shl",
    "assembly number: 0xff → 254",
    "assembly number: 0xff → 256",
  ]) {
    it(`the mutants include ${change}`, () => {
      expect(mutants.map((mutant) => mutant.change.trim())).to.include(change);
    });
  }

  it("the mutants differ from the original and from each other", () => {
    expect(new Set(mutants.map(({ text }) => text)).size).to.equal(mutants.length);
    expect(mutants.map(({ text }) => text)).not.to.include(TEXT);
  });
});
