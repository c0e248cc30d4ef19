import type { Effort } from "./compile-contracts.ts";

/** Contracts that are compiled with a mutant, and the suites that then judge it, the quickest first. */
export interface Stage {
  readonly contracts: Readonly<Record<string, readonly string[]>>;
  readonly effort: Effort;
  readonly suites: readonly string[];
}

/**
 * First the rules and types, compiled quickly; then the registry; then the directory and the ledgers, which only the
 * slow compilation supports. A mutant passes the stages whose contracts use its file.
 */
export const STAGES: readonly Stage[] = [
  {
    contracts: {
      "test/contracts/LifecycleHarness.sol": ["LifecycleHarness"],
      "test/contracts/TypesHarness.sol": ["TypesHarness"],
    },
    effort: "quick",
    suites: ["test/contracts/types.test.ts", "test/contracts/lifecycle.test.ts"],
  },
  {
    contracts: { "test/contracts/CooperationHarness.sol": ["CooperationHarness"] },
    effort: "quick",
    suites: ["test/contracts/cooperation.test.ts"],
  },
  {
    contracts: { "contracts/Consortium.sol": ["Consortium"], "contracts/Governance.sol": ["Governance"] },
    effort: "quick",
    suites: ["test/contracts/consortium.test.ts", "test/contracts/governance.test.ts"],
  },
  {
    contracts: { "contracts/MemberDirectory.sol": ["MemberDirectory"] },
    effort: "deployed",
    suites: [
      "test/contracts/member-directory-vectors.test.ts",
      "test/contracts/member-directory.test.ts",
      "test/contracts/member-directory-random.test.ts",
    ],
  },
  {
    contracts: { "contracts/ShipmentLedger.sol": ["ShipmentLedger"] },
    effort: "deployed",
    suites: [
      "test/contracts/shipment-ledger.test.ts",
      "test/contracts/entry-fields.test.ts",
      "test/contracts/wallet-answers.test.ts",
      "test/contracts/standings.test.ts",
      "test/contracts/ledger-random.test.ts",
    ],
  },
  {
    contracts: { "contracts/CooperationLedger.sol": ["CooperationLedger"] },
    effort: "deployed",
    suites: ["test/contracts/cooperation-ledger.test.ts", "test/contracts/cooperation-random.test.ts"],
  },
];
