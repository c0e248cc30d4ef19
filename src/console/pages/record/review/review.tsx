import { useEffect, useRef, useState } from "react";
import type { Preparation } from "../../../../api/entry.ts";
import type { ParticipantView } from "../../../../api/participant.ts";
import type { Hex, ShipmentId } from "../../../../domain/entry.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { kindName } from "../../../../domain/rules/kind.ts";
import { Warnings } from "../../../parts/warnings.tsx";
import { Readers } from "../../../parts/readers.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { Time } from "../../../times/time.tsx";
import { WalletSigner } from "../wallet/wallet-signer.tsx";
import { useWallets } from "../wallet/wallet.ts";
import { ProgressSteps } from "./progress-steps.tsx";
import { Said } from "./said.tsx";
import { useRecording } from "./use-recording.ts";

interface ReviewProps {
  readonly preparation: Preparation;
  /** Schema of the payload. */
  readonly schema: FieldSchema;
  readonly shipment: ShipmentId;
  /** The display names of the shipment and of the entry's reference. */
  readonly name: string;
  readonly about: string | undefined;
  readonly participants: readonly ParticipantView[];
  readonly signer: "gateway" | "wallet";
  readonly onBack: () => void;
  readonly onRecorded: () => void;
}

/** Shows the exact entry to sign, lets the author sign it, and shows its outcome. */
export function Review(props: ReviewProps) {
  const { preparation, schema, shipment, name, about, participants, signer, onBack, onRecorded } = props;
  const { entry, payload } = preparation.prepared;
  const { progress, record } = useRecording(preparation);
  const [signature, setSignature] = useState<Hex>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { stage } = progress;
  useEffect(() => {
    if (stage === "recorded") onRecorded();
  }, [stage, onRecorded]);
  const session = useSession();
  const kind = kindName(entry.kind);
  const nameOf = (id: number) => participants.find((one) => one.id === id)?.name ?? `№ ${id}`;
  const signed = (given: Hex | undefined) => {
    setSignature(given);
    record(given);
  };
  return (
    <section className="panel stack review" aria-labelledby="review">
      <h2 id="review" ref={heading} tabIndex={-1}>
        {text(stage === "recorded" ? "review.recorded" : "review.title")}
      </h2>
      {stage !== "recorded" && <p className="soft">{text("review.lead")}</p>}
      <Warnings of={preparation.warnings} />
      <div className="columns">
        <dl className="facts">
          <dt>{text("review.author")}</dt>
          <dd>
            <bdi>{nameOf(entry.author)}</bdi>
          </dd>
          <dt>{text("review.states")}</dt>
          <dd>
            <strong>{kind === undefined ? entry.kind : text(`kind.${kind}`)}</strong>
          </dd>
          <dt>{text("review.shipment")}</dt>
          <dd>
            {name} <Hash value={entry.shipment} what={text("review.shipmentId")} />
          </dd>
          {entry.counterparty !== 0 && (
            <>
              <dt>{text("review.to")}</dt>
              <dd>
                <bdi>{nameOf(entry.counterparty)}</bdi>
              </dd>
            </>
          )}
          {about !== undefined && (
            <>
              <dt>{text("entry.refersTo")}</dt>
              <dd>
                {about} <Hash value={entry.refersTo} what={text("entry.refersTo")} />
              </dd>
            </>
          )}
          <dt>{text("entry.occurred")}</dt>
          <dd>
            <Time at={entry.occurredAt} />
          </dd>
          <dt>{text("review.follows")}</dt>
          <dd>
            <Hash value={entry.previous} what={text("review.follows")} />
          </dd>
          <dt>{text("entry.commitment")}</dt>
          <dd>
            <Hash value={entry.commitment} what={text("entry.commitment")} />{" "}
            <span className="soft small">{text("review.commitment")}</span>
          </dd>
          <dt>{text("review.hash")}</dt>
          <dd>
            <Hash value={preparation.hash} what={text("review.hash")} />
          </dd>
        </dl>
        <section className="stack" aria-labelledby="payload">
          <h3 id="payload">{text("review.payload")}</h3>
          <Said schema={schema} payload={payload} />
        </section>
      </div>
      <section className="stack" aria-labelledby="readers">
        <h3 id="readers">{text("audience.title")}</h3>
        <Readers of={preparation.audience} />
      </section>
      <details>
        <summary>{text("review.body")}</summary>
        <pre className="raw" tabIndex={0} aria-label={text("review.body")}>
          {JSON.stringify(payload, null, 2)}
        </pre>
      </details>
      <details>
        <summary>{text("review.raw")}</summary>
        <pre className="raw typed-data" tabIndex={0} aria-label={text("review.raw")}>
          {JSON.stringify(preparation.typedData, null, 2)}
        </pre>
      </details>
      {session.participant.id !== entry.author && <p className="notice warn">{text("review.otherSession")}</p>}
      {stage === "idle" && <Signers signer={signer} preparation={preparation} onSigned={signed} onBack={onBack} />}
      <ProgressSteps progress={progress} shipment={shipment} onBack={onBack} onAgain={() => record(signature)} />
    </section>
  );
}

function Signers({
  signer,
  preparation: { prepared, typedData },
  onSigned,
  onBack,
}: Pick<ReviewProps, "signer" | "preparation" | "onBack"> & {
  readonly onSigned: (signature: Hex | undefined) => void;
}) {
  const wallets = useWallets();
  const [ownWallet, setOwnWallet] = useState(signer === "wallet");
  return (
    <div className="stack">
      <p className="row">
        {signer === "gateway" && (
          <button type="button" className="button primary" onClick={() => onSigned(undefined)}>
            {text("review.sign")}
          </button>
        )}
        <button type="button" className="button" onClick={onBack}>
          {text("review.change")}
        </button>
        {signer === "gateway" && !ownWallet && wallets.length > 0 && (
          <button type="button" className="button quiet" onClick={() => setOwnWallet(true)}>
            {text("wallet.instead")}
          </button>
        )}
      </p>
      {ownWallet && (
        <div className="stack">
          <h3>{text("wallet.title")}</h3>
          {wallets.length === 0 && <p className="notice warn">{text("wallet.none")}</p>}
          {wallets.map((wallet) => (
            <WalletSigner
              key={wallet.id}
              wallet={wallet}
              author={prepared.entry.author}
              typedData={typedData}
              onSigned={onSigned}
            />
          ))}
        </div>
      )}
    </div>
  );
}
