/** Errors of audits: a wrong input, an unsound ledger, or an audit without a result. */
export const AUDIT_ERRORS = {
  AccessRecordsUnsound: {
    sentence: "The access records are not sound: {problems}",
    remedy: "Keep the gateway's answers as evidence, and ask its operator.",
  },
  ChainMovedDuringAudit: {
    sentence: "The node reported block {block} with hash {hash} and no longer reports it.",
    remedy: "Audit again once the node is in step with the others. If this happens again, ask its operator why.",
  },
  NoLedgerFound: {
    sentence: "The address {address} holds no ShipmentLedger of this version of Portolan.",
    remedy: "Give the ledger's address with --contract, and audit with the Portolan version that deployed it.",
  },
  LedgerNotFound: {
    sentence: "The chain does not identify one contract as the ledger (candidates: {candidates}).",
    remedy: "Give the ledger's address with --contract.",
  },
  AuditCheckpointRefused: {
    sentence: "The audit cannot continue from the checkpoint {path}: {problem}.",
    remedy: "Give a checkpoint that `portolan audit` wrote for this ledger, or audit from the first block.",
  },
  AuditPinUnreadable: {
    sentence: "The file {path}, which pins the audited ledger, is unreadable: {problem}.",
    remedy: "Restore the file. If you delete it, the next audit trusts the first ledger that it finds.",
  },
  LedgerUnsound: {
    sentence: "The ledger is not sound; faults found: {faults}.",
    remedy: "Keep the verdict and the report, audit through another node, and show both to the other members.",
  },
  AuditInconclusive: {
    sentence: "The audit is inconclusive: {problem}",
    remedy: "Solve this problem and audit again. Until then nothing is proved.",
  },
} as const;
