import { originLine } from "../../domain/checkpoint/checkpoint.ts";
import { formatVerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { CosignedCheckpoint, CosignedCheckpoints } from "../../gateway/witness/cosigned-checkpoints.ts";
import { route } from "../serve/route.ts";
import { CheckpointViewSchema } from "../../api/checkpoint.ts";

const JSON_TYPE = "application/json";
const TEXT = "text/plain";

const checkpoint = route({
  method: "get",
  path: "/v1/checkpoint",
  operation: "readCheckpoint",
  tag: "Checkpoints",
  summary: "Read the newest checkpoint that witnesses cosigned",
  description:
    "`text/plain` gives only the signed note: origin, block height, block hash, and one line for each cosignature. Verify the cosignatures with keys that you received from the witnesses.",
  access: "public",
  alternatives: [TEXT],
  replies: { 200: { description: "The checkpoint.", schema: CheckpointViewSchema } },
  problems: ["CheckpointNotCosigned"],
}).handledBy(async ({ prefers }, { checkpoints, follower }) => {
  const latest = await checkpoints.latest();
  if (prefers(JSON_TYPE, TEXT) === TEXT) {
    if (latest === undefined) throw new PortolanError("CheckpointNotCosigned", {});
    return { status: 200, text: latest.note, headers: { "Content-Type": `${TEXT}; charset=utf-8` } };
  }
  const { block, hash, timestamp } = follower.checkpoint;
  const body = {
    origin: originLine(checkpoints.origin),
    followed: { height: block, hash, recordedAt: timestamp },
    cosigned: latest === undefined ? null : cosignedBody(latest, checkpoints.policy),
  };
  return { status: 200, body };
});

function cosignedBody({ height, hash, note, judged }: CosignedCheckpoint, policy: CosignedCheckpoints["policy"]) {
  const keys = policy?.witnesses ?? [];
  return {
    height,
    hash,
    note,
    enough: judged.enough,
    witnesses: keys.map(({ key }, index) => ({
      name: key.name,
      key: formatVerifierKey(key),
      cosignedAt: judged.witnesses[index]?.timestamp ?? null,
    })),
    groups: judged.groups,
    quorum: policy?.quorum ?? "",
  };
}

export const CHECKPOINT_ROUTES = [checkpoint];
