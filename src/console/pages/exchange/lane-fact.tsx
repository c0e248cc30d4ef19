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
  const { owed, contactedAt, nextAttemptAt, problem, endpoint, sent, received } = of;
  switch (fact) {
    case "owed":
      return <Owed of={owed} />;
    case "contact":
      return contactedAt === null ? <Soft>{text("exchange.never")}</Soft> : <Time at={contactedAt} />;
    case "next":
      return nextAttemptAt === null ? <Soft>{text("exchange.notWaiting")}</Soft> : <Time at={nextAttemptAt} />;
    case "problem":
      return problem === null ? <Soft>{text("exchange.noProblem")}</Soft> : <bdi className="problem">{problem}</bdi>;
    case "endpoint":
      return endpoint === null ? <Soft>{text("exchange.noEndpoint")}</Soft> : <bdi>{endpoint}</bdi>;
    case "parcels":
      return <>{text("exchange.parcelsCount", { sent, received })}</>;
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

function Soft({ children }: { readonly children: string }) {
  return <span className="soft">{children}</span>;
}
