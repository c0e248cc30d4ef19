import type { Lane } from "../../../api/lane.ts";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

/** One fact about what passes between the reader's organisation and a member. */
export function LaneFact({
  of,
  fact,
}: {
  readonly of: Lane;
  readonly fact: "owed" | "contact" | "next" | "problem" | "endpoint" | "parcels";
}) {
  const { owed, contactedAt, nextAttemptAt, problem, endpoint } = of;
  switch (fact) {
    case "owed":
      return <Owed of={owed} />;
    case "contact":
      return contactedAt === null ? <Soft>{text("exchange.never")}</Soft> : <Time at={contactedAt} />;
    case "next":
      return nextAttemptAt === null ? <Soft>{text("exchange.notWaiting")}</Soft> : <Time at={nextAttemptAt} />;
    case "problem":
      return <Problem of={of} problem={problem} />;
    case "endpoint":
      return endpoint === null ? <Soft>{text("exchange.noEndpoint")}</Soft> : <bdi>{endpoint}</bdi>;
    case "parcels":
      return <Parcels of={of} />;
  }
}

function Owed({ of: { payloads, refused, oldestBlock } }: { readonly of: Lane["owed"] }) {
  if (payloads === 0) return <Soft>{text("exchange.nothing")}</Soft>;
  return (
    <span className="row owed">
      <strong>{text("exchange.owedCount", { count: payloads })}</strong>
      {oldestBlock !== null && <Soft>{text("exchange.oldest", { block: oldestBlock })}</Soft>}
      {refused > 0 && <span className="badge warn">{text("exchange.refused", { count: refused })}</span>}
    </span>
  );
}

/** A fork of the member's numbers is a problem that outlasts the next contact. */
function Problem({ of: { fork }, problem }: { readonly of: Lane; readonly problem: string | null }) {
  if (fork === null && problem === null) return <Soft>{text("exchange.noProblem")}</Soft>;
  return (
    <span className="row">
      {problem !== null && <bdi className="problem">{problem}</bdi>}
      {fork !== null && <span className="problem">{text("exchange.fork", { number: fork.number })}</span>}
    </span>
  );
}

function Parcels({ of: { sent, received, missing } }: { readonly of: Lane }) {
  return (
    <span className="row">
      <span>{text("exchange.parcelsCount", { sent, received })}</span>
      {missing > 0 && <Soft>{text("exchange.missing", { count: missing })}</Soft>}
    </span>
  );
}

function Soft({ children }: { readonly children: string }) {
  return <span className="soft">{children}</span>;
}
