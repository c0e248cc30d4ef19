import { readChain } from "../../gateway/read/read-chain.ts";
import { route } from "../serve/route.ts";
import { ChainViewSchema } from "../../api/chain.ts";

const read = route({
  method: "get",
  path: "/v1/chain",
  operation: "readChain",
  tag: "Chain",
  summary: "Read the ledger's identity, the last applied block and recent activity",
  access: "read",
  replies: { 200: { description: "The gateway's view of the chain.", schema: ChainViewSchema } },
  problems: ["GatewayNotReady"],
}).handledBy(async (_request, { reading, follower, recorder }) => {
  const view = await readChain(reading);
  return { status: 200, body: { ...view, chainHead: follower.status.chainHead, queue: recorder.depth } };
});

export const CHAIN_ROUTES = [read];
