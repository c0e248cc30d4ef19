import type { EntryDetail } from "../../../../api/entry.ts";
import { CheckLine } from "../../../parts/check-line.tsx";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { text } from "../../../texts/text.ts";
import type { EntryFault, EntryCheckResult } from "../../../verify/check-entry.ts";
import { useEntryProof } from "../../../verify/use-entry-proof.ts";

/** Shows this browser's checks of an entry, and the statements of the gateway that it did not check. */
export function EntryChecks({ of }: { readonly of: EntryDetail }) {
  const { data: proof, error, refetch } = useEntryProof(of);
  return (
    <section className="checks stack" aria-label={text("check.title")}>
      <h3>{text("check.title")}</h3>
      {proof === undefined && error === null && (
        <p className="busy soft" role="status">
          {text("check.working")}
        </p>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {proof !== undefined && (
        <ul className="plain">
          <Digest of={proof.result} />
          <Signature of={proof.result} author={of.author?.name ?? `№ ${of.author?.id ?? 0}`} />
          <Link of={proof.result} sequence={of.sequence} />
          <Payload holds={proof.payload} />
        </ul>
      )}
      <p className="small soft">{text("check.stated", { block: of.block })}</p>
    </section>
  );
}

function Digest({ of: { faults } }: { readonly of: EntryCheckResult }) {
  const fails = faults.includes("hash");
  return <CheckLine standing={fails ? "fails" : "holds"}>{text(fails ? "check.hashNot" : "check.hash")}</CheckLine>;
}

const SIGNATURE_FAULTS: readonly EntryFault[] = ["signature", "signer", "validity"];

function Signature({ of, author }: { readonly of: EntryCheckResult; readonly author: string }) {
  const fault = of.faults.find((one): one is "signature" | "signer" | "validity" => SIGNATURE_FAULTS.includes(one));
  const key = of.key !== null && <Hash value={of.key} what={text("participants.key")} />;
  if (fault !== undefined) {
    return (
      <CheckLine standing="fails">
        {text(`check.${fault}`, { author })} {key}
      </CheckLine>
    );
  }
  return (
    <CheckLine standing={of.wallet ? "open" : "holds"}>
      {text(of.wallet ? "check.wallet" : "check.signed", { author })} {key}
    </CheckLine>
  );
}

function Link({ of, sequence }: { readonly of: EntryCheckResult; readonly sequence: number }) {
  if (!of.linked) return <CheckLine standing="open">{text("check.linkUnseen")}</CheckLine>;
  if (of.faults.includes("link")) return <CheckLine standing="fails">{text("check.linkNot")}</CheckLine>;
  return <CheckLine standing="holds">{text(sequence === 1 ? "check.first" : "check.link")}</CheckLine>;
}

function Payload({ holds }: { readonly holds: boolean | null }) {
  if (holds === null) return <CheckLine standing="open">{text("check.payloadNone")}</CheckLine>;
  return (
    <CheckLine standing={holds ? "holds" : "fails"}>{text(holds ? "check.payload" : "check.payloadNot")}</CheckLine>
  );
}
