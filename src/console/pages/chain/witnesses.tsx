import { useQuery } from "@tanstack/react-query";
import type { CheckpointView, CosignedView } from "../../../api/checkpoint.ts";
import { reads } from "../../api/reads.ts";
import { CheckLine } from "../../parts/check-line.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Hash } from "../../parts/hash.tsx";
import { text } from "../../texts/text.ts";
import { duration } from "../../times/format-time.ts";
import { Time } from "../../times/time.tsx";
import { verify } from "../../verify/verify.ts";

/** The witnesses that signed the chain, with block and time. A witness signs only blocks that it has audited. */
export function Witnesses() {
  const { data, error, refetch } = useQuery(reads.checkpoint());
  return (
    <section className="panel stack" aria-labelledby="witnesses">
      <h2 id="witnesses">{text("witness.title")}</h2>
      {error !== null && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined &&
        (data.cosigned === null ? (
          <p className="soft">{text("witness.none")}</p>
        ) : (
          <Cosigned checkpoint={data} cosigned={data.cosigned} />
        ))}
    </section>
  );
}

function Cosigned({ checkpoint, cosigned }: { readonly checkpoint: CheckpointView; readonly cosigned: CosignedView }) {
  const { height, hash, enough, witnesses, note } = cosigned;
  const { data: holding } = useQuery({
    queryKey: ["cosignatures", note],
    staleTime: Infinity,
    queryFn: () => verify("cosignatures", checkpoint.origin, cosigned),
  });
  const last = Math.max(...witnesses.map(({ cosignedAt }) => cosignedAt ?? 0));
  const behind = checkpoint.followed.height - height;
  return (
    <>
      <dl className="facts">
        <dt>{text("witness.audited")}</dt>
        <dd>
          {text("chain.block", { block: height })} <Hash value={hash} what={text("chain.block", { block: height })} />{" "}
          <span className="soft">{behind > 0 ? text("witness.behind", { count: behind }) : text("witness.level")}</span>
        </dd>
        <dt>{text("witness.last")}</dt>
        <dd>
          <Time at={last} />{" "}
          <span className="soft">{text("witness.ago", { span: duration(Date.now() / 1000 - last) })}</span>
        </dd>
        <dt>{text("witness.quorum")}</dt>
        <dd>
          <span className={`badge ${enough ? "good" : "warn"}`}>
            {text(enough ? "witness.enough" : "witness.notEnough")}
          </span>{" "}
          {cosigned.groups.map(({ name, satisfied, threshold }) => (
            <span key={name} className="soft">
              {text("witness.group", { name, satisfied, threshold })}{" "}
            </span>
          ))}
        </dd>
      </dl>
      <ul className="plain">
        {witnesses.map(({ name, key, cosignedAt }) => (
          <Witness key={key} name={name} keyText={key} at={cosignedAt} holds={holding?.includes(name)} />
        ))}
      </ul>
      <p className="small soft">{text("witness.meaning")}</p>
    </>
  );
}

interface WitnessProps {
  readonly name: string;
  readonly keyText: string;
  readonly at: number | null;
  /** `undefined` during the verification. */
  readonly holds: boolean | undefined;
}

function Witness({ name, keyText, at, holds }: WitnessProps) {
  const key = <Hash value={keyText} what={text("witness.key", { name })} />;
  if (at === null || holds === undefined) {
    return (
      <CheckLine standing="open">
        {name}: {text(at === null ? "witness.missing" : "check.working")} {key}
      </CheckLine>
    );
  }
  return (
    <CheckLine standing={holds ? "holds" : "fails"}>
      {name}: {text(holds ? "witness.holds" : "witness.fails")} <Time at={at} /> {key}
    </CheckLine>
  );
}
