import { useQuery } from "@tanstack/react-query";
import type { Member, MemberChange, MemberKey } from "../../../api/member.ts";
import type { ParticipantView } from "../../../api/participant.ts";
import { endsByRevocation } from "../../../domain/participant.ts";
import { reads } from "../../api/reads.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Hash } from "../../parts/hash.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

/** A participant in the directory of members: its gateway, its encryption keys and their history. */
export function Membership({ of: { id, name } }: { readonly of: ParticipantView }) {
  const { data, error, isPending, refetch } = useQuery(reads.member(id));
  return (
    <section className="stack" aria-label={text("member.titleOf", { name })}>
      <h2>{text("membership.title")}</h2>
      {isPending && <Loading />}
      {data === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Record of={data} />}
    </section>
  );
}

function Record({ of: { directory, endpoint, keys, history } }: { readonly of: Member }) {
  if (directory === null) return <p className="soft">{text("member.noDirectory")}</p>;
  if (history.length === 0) return <p className="soft">{text("member.unpublished")}</p>;
  return (
    <>
      <p>
        {text("member.endpoint")} <bdi>{endpoint}</bdi>
      </p>
      <EncryptionKeys of={keys} />
      <History of={history} />
    </>
  );
}

const KEY_BADGES = { valid: "badge good", pending: "badge warn", ended: "badge", stopped: "badge bad" } as const;

function EncryptionKeys({ of }: { readonly of: readonly MemberKey[] }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{text("member.key")}</th>
          <th scope="col">{text("member.suite")}</th>
          <th scope="col">{text("participants.validFrom")}</th>
          <th scope="col">{text("participants.validUntil")}</th>
          <th scope="col">{text("participants.standing")}</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ id, suite, state, validFrom, validUntil }) => (
          <tr key={id}>
            <td>
              <Hash value={id} what={text("member.key")} />
            </td>
            <td data-label={text("member.suite")}>
              {text(suite === 0x647a ? "member.suite.hybrid" : "member.suite.p256")}
            </td>
            <td data-label={text("participants.validFrom")}>
              <Time at={validFrom} />
            </td>
            <td data-label={text("participants.validUntil")}>
              {endsByRevocation(validUntil) ? text("participants.forever") : <Time at={validUntil} />}
            </td>
            <td>
              <span className={KEY_BADGES[state]}>{text(`member.key.${state}`)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CHANGE_BADGES = { effective: "badge good", pending: "badge warn", stopped: "badge bad" } as const;

function History({ of }: { readonly of: readonly MemberChange[] }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{text("member.change")}</th>
          <th scope="col">{text("member.effective")}</th>
          <th scope="col">{text("participants.standing")}</th>
          <th scope="col">{text("member.block")}</th>
          <th scope="col">{text("member.transaction")}</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ event, change, state, effectiveAt, block, transactionHash }) => (
          <tr key={`${change} ${event}`}>
            <td>{text(`member.event.${event}`)}</td>
            <td data-label={text("member.effective")}>
              <Time at={effectiveAt} />
            </td>
            <td>
              <span className={CHANGE_BADGES[state]}>{text(`member.change.${state}`)}</span>
            </td>
            <td data-label={text("member.block")}>{block}</td>
            <td data-label={text("member.transaction")}>
              <Hash value={transactionHash} what={text("member.transaction")} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
