/** The page Verify. */
export default {
  "verify.title": "Verify evidence",
  "verify.lead":
    "Choose an evidence file about a shipment. Your browser verifies it here and sends no part of it anywhere.",
  "verify.choose": "Choose a file, or drop it here",
  "verify.hint": "An evidence file of Portolan, up to 64 MB",
  "verify.again": "Choose another file, or drop it here",
  "verify.known": "Trusted facts",
  "verify.knownLead":
    "A file cannot vouch for itself. Enter facts from a source that you trust. The more you enter, the less you rely on others.",
  "verify.ledger": "Address of the consortium’s ledger",
  "verify.cooperation": "Address of the ledger of cooperation, for a file about a matter",
  "verify.block": "Hash of the file’s block, from a node that you trust",
  "verify.policy": "Policy file with validators or witnesses",
  "verify.offline": "The same verifier is available as one file that needs no server and no network.",
  "verify.save": "Save the verifier",
} as const;
