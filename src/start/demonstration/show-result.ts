import pc from "picocolors";
import { join, relative } from "node:path";
import { createApiClient } from "../../cli/api/api-client.ts";
import { readHistory } from "../../cli/history/read-history.ts";
import { checkAgainstContract } from "../../cli/history/check-against-contract.ts";
import type { JourneyKeys } from "../../cli/journey/journey-keys.ts";
import type { Journey } from "../../cli/journey/journey.ts";
import type { LoadedJourney } from "../../cli/journey/load-journey.ts";
import { renderFields } from "../../cli/output/fields.ts";
import { renderTable } from "../../cli/output/table.ts";
import { renderTrace } from "../../cli/output/render-trace.ts";
import { renderHistoryCheck } from "../../cli/history/render-history-check.ts";
import type { Terminal } from "../../cli/terminal.ts";
import type { MatterView } from "../../api/matter.ts";
import { listAll } from "../../cli/api/list-all.ts";
import { renderMatters } from "../../cli/commands/cooperation/matter-list.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { roleBits, ROLES } from "../../domain/rules/role.ts";
import type { Trace } from "../../api/trace.ts";
import { DEMO_KEYS_FILE, REGISTRAR } from "./issue-demo-keys.ts";

/** The authority that asks in the story of cooperation. */
const ASKING = "customs-ch";

/** The result of a start. */
export interface Result {
  readonly terminal: Terminal;
  readonly dataDir: string;
  readonly journey: Journey;
  readonly apiKeys: JourneyKeys;
  readonly loaded: LoadedJourney;
  readonly url: string;
  readonly rpcUrl: string;
  readonly ledger: Hex;
  readonly directory: Hex | undefined;
  readonly cooperation: Hex | undefined;
  /** The matters of the story of cooperation, by label. */
  readonly matters: Readonly<Record<string, Bytes32>>;
}

/**
 * Prints the trace of the first consignment, its comparison with the contract, the requests between authorities, the
 * addresses, the keys, and next steps.
 */
export async function showResult(result: Result): Promise<void> {
  const { terminal, journey, apiKeys, loaded, url, rpcUrl, ledger, directory, cooperation } = result;
  const { bold } = pc.createColors(terminal.colour);
  const first = journey.entries[0];
  const shipment = first && loaded.shipments[first.shipment];
  if (first === undefined || shipment === undefined) return;

  const client = createApiClient(url, apiKeys[first.author]?.apiKey);
  const trace = await client.get<Trace>(`/v1/shipments/${shipment}/trace`, { merged: true });
  const check = await checkAgainstContract(await readHistory(client, shipment), shipment, { rpcUrl, ledger });
  const requests = await renderRequests(result);
  terminal.stdout.write(
    `\n${[
      renderTrace(trace, terminal),
      `${bold("Hash chain compared with the contract")}\n${renderHistoryCheck(check, terminal)}`,
      ...(requests === undefined ? [] : [`${bold("Requests between authorities")}\n${requests}`]),
      `${bold("Addresses")}\n${renderFields(
        {
          ...{ Console: url, API: url, Documentation: `${url}/docs`, "JSON-RPC": rpcUrl },
          ...{
            Ledger: ledger,
            ...(directory && { Directory: directory }),
            ...(cooperation && { Cooperation: cooperation }),
          },
        },
        terminal,
      )}`,
      `${bold("Demonstration API keys")} (for the API and the console of this machine; kept in ${shown(result, DEMO_KEYS_FILE)})\n${renderKeys(result)}`,
      `${bold("Next steps")}\n${suggestions(result, first.author, shipment)}`,
    ].join("\n\n")}\n\nCtrl-C stops everything. \`npm start\` continues from here.\n`,
  );
}

/** The requests of the asking authority; `undefined` without a ledger of cooperation. */
async function renderRequests({ terminal, apiKeys, url, matters }: Result): Promise<string | undefined> {
  if (matters["request"] === undefined) return undefined;
  const client = createApiClient(url, apiKeys[ASKING]?.apiKey);
  const all = await listAll<MatterView>(client, "/v1/matters", { limit: 200 });
  return renderMatters(
    all.filter(({ type }) => type === "request"),
    terminal,
  );
}

function renderKeys({ apiKeys, journey, terminal }: Result): string {
  const rows = Object.entries(apiKeys).map(([alias, { participant, apiKey }]) => {
    const { roles = [], jurisdiction = "" } = journey.participants.find((one) => one.alias === alias) ?? {};
    return [String(participant), alias, alias === REGISTRAR ? "govern" : roles.join(", "), jurisdiction, apiKey];
  });
  return renderTable(
    ["No", "Name", "Role", "Country", "API key"].map((title) => ({ title })),
    rows,
    terminal,
  );
}

/** Commands to paste into another terminal in this folder. */
function suggestions(result: Result, author: string, shipment: string): string {
  const { apiKeys, journey, url, rpcUrl, ledger, matters } = result;
  const customs = journey.participants.find(({ roles }) => (roleBits(roles) & ROLES.customs) !== 0)?.alias ?? author;
  const environment = `PORTOLAN_URL=${url} PORTOLAN_API_KEY=`;
  return [
    `curl -s ${url}/v1/shipments/${shipment}/origin -H "Authorization: Bearer ${apiKeys[author]?.apiKey}"`,
    `${environment}${apiKeys[customs]?.apiKey} npx portolan shipment list`,
    `${environment}${apiKeys[author]?.apiKey} npx portolan shipment check ${shipment} --rpc-url ${rpcUrl} --ledger ${ledger}`,
    `${environment}${apiKeys[author]?.apiKey} npx portolan evidence ${shipment} -o lot.evidence.json`,
    `${environment}${apiKeys[author]?.apiKey} npx portolan audit --rpc ${rpcUrl} --contract ${ledger} --gateway ${url}`,
    ...(matters["request"] === undefined
      ? []
      : [`${environment}${apiKeys[ASKING]?.apiKey} npx portolan request show ${matters["request"]}`]),
  ]
    .map((line) => `  ${line}`)
    .join("\n");
}

/** The path relative to this folder, if it is inside. */
function shown({ dataDir }: Result, file: string): string {
  const path = relative(process.cwd(), join(dataDir, file));
  return path.startsWith("..") ? join(dataDir, file) : path;
}
