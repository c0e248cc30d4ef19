import pc from "picocolors";
import { createApiClient } from "../../cli/api/api-client.ts";
import { renderTable } from "../../cli/output/table.ts";
import { renderTrace } from "../../cli/output/render-trace.ts";
import type { Terminal } from "../../cli/terminal.ts";
import type { Page } from "../../api/page.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import type { Trace } from "../../api/trace.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import type { HomeComparison } from "./compare-holdings.ts";
import type { PeopledHome } from "./home.ts";
import { renderComparison } from "./render-comparison.ts";

/** The container whose trace is shown, as people write it. */
const CONTAINER = "CSQU3054383";

/** What the command shows at its end. */
export interface Shown {
  readonly terminal: Terminal;
  readonly homes: readonly PeopledHome[];
  readonly comparisons: readonly HomeComparison[];
  readonly rpcUrl: string;
}

/** Prints the container's trace at Swiss customs and at the auditor, what each gateway holds, addresses and next steps. */
export async function showConsortium(shown: Shown): Promise<void> {
  const { terminal, homes, comparisons } = shown;
  const { bold } = pc.createColors(terminal.colour);
  const customs = homeOf(homes, "customs-ch");
  const auditor = homeOf(homes, "auditor");
  const id = await findContainer(customs);
  const traceAt = async (home: PeopledHome) =>
    renderTrace(await clientOf(home).get<Trace>(`/v1/shipments/${id}/trace`, { merged: true }), terminal);
  terminal.stdout.write(
    `\n${[
      `${bold(`${CONTAINER} at Swiss customs`)}, which found it by its number\n\n${await traceAt(customs)}`,
      `${bold(`${CONTAINER} at the auditor`)}, which reads the ledger's facts alone\n\n${await traceAt(auditor)}`,
      `${bold("What each gateway holds, of what its members are entitled to")}\n${renderComparison(comparisons, terminal)}`,
      `${bold("Gateways")}\n${renderHomes(shown)}`,
      `${bold("Next steps")}\n${suggestions(shown, id)}`,
    ].join("\n\n")}\n\nCtrl-C stops everything. \`npm run consortium\` continues from here.\n`,
  );
}

function homeOf(homes: readonly PeopledHome[], name: string): PeopledHome {
  const home = homes.find(({ plan }) => plan.name === name);
  if (home === undefined) throw new Error(`The consortium has no gateway ${name}.`);
  return home;
}

/** A client of the member that runs the gateway. */
function clientOf(home: PeopledHome) {
  return createApiClient(home.gateway.url, keyOf(home));
}

const keyOf = ({ plan, apiKeys }: PeopledHome): string => apiKeys[plan.members[0] ?? ""]?.apiKey ?? "";

async function findContainer(home: PeopledHome): Promise<ShipmentId> {
  const { items } = await clientOf(home).get<Page<ShipmentView>>("/v1/shipments", { identifier: CONTAINER });
  const [found] = items;
  if (found === undefined) throw new Error(`${home.plan.title} did not find ${CONTAINER}.`);
  return found.id;
}

function renderHomes({ homes, terminal }: Shown): string {
  const rows = homes.flatMap(({ plan, gateway, apiKeys }) =>
    plan.members.map((alias, index) => [
      index === 0 ? plan.title : "",
      index === 0 ? gateway.url : "",
      `${alias} (${apiKeys[alias]?.participant})`,
      apiKeys[alias]?.apiKey ?? "",
    ]),
  );
  return renderTable(
    ["Gateway", "Console and API", "Member", "API key"].map((title) => ({ title })),
    rows,
    terminal,
  );
}

/** Commands to paste into another terminal in this folder. */
function suggestions({ homes, rpcUrl }: Shown, id: ShipmentId): string {
  const at = (name: string) => {
    const home = homeOf(homes, name);
    return `PORTOLAN_URL=${home.gateway.url} PORTOLAN_API_KEY=${keyOf(home)} npx portolan`;
  };
  return [
    `${at("customs-nl")} shipment list`,
    `${at("carrier")} exchange status`,
    `${at("customs-ch")} exchange copies ${CONTAINER}`,
    `${at("carrier")} evidence ${id} -o box.evidence.json`,
    `${at("auditor")} audit --rpc ${rpcUrl}`,
  ]
    .map((line) => `  ${line}`)
    .join("\n");
}
