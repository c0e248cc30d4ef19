/** Errors of audits: why one could not be begun, or could not tell. */
export const AUDIT_ERRORS = {
  ChainMovedDuringAudit: {
    sentence: "The node told of block {block} with hash {hash}, and no longer does.",
    remedy: "Audit again once the node is in step with the others; if it happens again, ask its operator why.",
  },
  NoLedgerFound: {
    sentence: "There is no ShipmentLedger of this version of Portolan at {address}.",
    remedy: "Name the ledger's address with --contract, and audit with the version that was deployed.",
  },
  LedgerNotFound: {
    sentence: "Which contract is the ledger cannot be told from the chain (found: {candidates}).",
    remedy: "Name the ledger's address with --contract.",
  },
  AuditCheckpointRefused: {
    sentence: "The checkpoint {path} cannot be gone on from: {problem}.",
    remedy: "Take one that `portolan audit` wrote about this ledger, or audit from the first block.",
  },
  AuditPinUnreadable: {
    sentence: "The file {path}, which says what ledger was audited first, cannot be read: {problem}.",
    remedy: "Restore it; if you delete it, the next audit takes whatever ledger it meets for the right one.",
  },
  LedgerUnsound: {
    sentence: "The ledger is not sound: the audit found {faults} fault(s).",
    remedy: "Keep the verdict and the report, audit through another node, and show both to the other members.",
  },
  AuditInconclusive: {
    sentence: "The audit could not tell whether the ledger is sound: {problem}",
    remedy: "See to that and audit again; until then nothing is proved.",
  },
} as const;
