/** A blank for the declarant to fill in. */
const BLANK = '<span class="blank">&nbsp;</span>';

/**
 * Renders a form in which a custodian of records declares the origin of the file. It covers the facts that the US
 * Federal Rules of Evidence require (803(6), 902(11), 902(13) and 902(14)). It also covers the facts for electronic
 * documents, signatures and ledgers in the European Union (Regulation (EU) 910/2014, Articles 25, 46 and 45l).
 *
 * @param file SHA-256 of the evidence file, hexadecimal.
 */
export function renderDeclaration(file: string): string {
  return `<section class="declaration"><h2>Declaration of a custodian of records</h2>
<p class="lead">A form to adapt with counsel. It states facts that only the declarant can know, and gives no legal advice.</p>
<ol>
<li>I, ${BLANK}, hold the position of ${BLANK} at ${BLANK}. I am responsible for, or familiar with, its records of shipments,
and can testify to the following.</li>
<li>The evidence file with the SHA-256 digest <code>${file}</code> was made on ${BLANK} by ${BLANK} from the records of the
gateway that my organisation runs, and from the ledger that the members of the consortium run together.</li>
<li>Each entry was made at or near the time of the event, by its author or from information transmitted by a person with
knowledge; exceptions: ${BLANK}.</li>
<li>The entries were made and kept in the course of a regularly conducted activity, and making them was a regular practice
of that activity.</li>
<li>The file is the output of an electronic process that gives accurate results: each entry is signed with its author's
key, recorded by a contract that enforces its rules, and linked by hashes to all earlier entries. Anyone can verify
this from the file. I describe the process, its operation and its tests in ${BLANK}.</li>
<li>I compared the digest of the submitted file with the digest above; they are equal.</li>
<li>The keys of my organisation were held by ${BLANK} and protected by ${BLANK}. The signatures are electronic signatures
of the kind ${BLANK} (simple, advanced or qualified), and the ledger is ${BLANK} (a qualified electronic ledger, or not).</li>
<li>Payloads or fields that are not in the file are withheld or erased for these reasons: ${BLANK}.</li>
</ol>
<p>I declare under penalty of perjury, or as the law of ${BLANK} requires, that the foregoing is true and correct.</p>
<p>Place and date: ${BLANK} &emsp; Signature: ${BLANK}</p>
</section>`;
}
