import { gatewayClient, type GatewayClient } from "../../support/gateway-client.ts";
import { startStack, type Stack } from "../../support/stack.ts";

const WAIT = { prefer: "wait=20" };

/** A real gateway on a real chain with the history of one shipment: recorded, loaded, carried, held and released. */
export interface Journey {
  readonly stack: Stack;
  readonly shipment: `0x${string}`;
  readonly container: `0x${string}`;
  readonly client: (name: string) => GatewayClient;
  post(name: string, entry: object): Promise<`0x${string}`>;
  /** The evidence file for one participant, as text. */
  evidence(name: string, query?: string, accept?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Records the history: ten entries about the goods, and five about the container while they are inside. */
export async function startJourney(): Promise<Journey> {
  const stack = await startStack();
  const client = (name: string) => gatewayClient(stack.gateway.url, stack.participants[name]?.token ?? "");
  const id = (name: string) => stack.participants[name]?.id;
  const open = async (name: string, identifier: string, payload: object) => {
    const { body, status } = await client(name).post("/v1/shipments", { identifier, payload }, WAIT);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.id as `0x${string}`;
  };
  const post = async (name: string, entry: object) => {
    const { body, status } = await client(name).post("/v1/entries", entry, WAIT);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.hash as `0x${string}`;
  };

  const goods = [{ hsCode: "090111", description: "Green coffee", quantity: 320, uom: "bag" }];
  const shipment = await open("trader", "https://id.gs1.org/00/095201234567891235", {
    bizStep: "commissioning",
    readPoint: { id: "geo:-23.96,-46.33" },
    "portolan:place": "BRSSZ",
    "portolan:goods": goods,
  });
  await post("trader", { kind: "Offer", shipment, counterparty: id("carrier"), payload: { terms: "FOB" } });
  await post("carrier", { kind: "Accept", shipment, payload: { "portolan:seals": ["BR-0017"] } });
  const container = await open("carrier", "CSQU3054383", { bizStep: "commissioning" });
  await post("carrier", { kind: "Report", shipment: container, payload: { note: "before the loading" } });
  await post("carrier", { kind: "Load", shipment, refersTo: container, payload: { bizStep: "loading" } });
  await post("carrier", {
    kind: "Report",
    shipment: container,
    payload: { bizStep: "departing", childEPCs: ["urn:epc:id:sscc:0952012.1111111111"], "portolan:place": "BRSSZ" },
  });
  await post("carrier", { kind: "Offer", shipment: container, counterparty: id("terminal"), payload: {} });
  await post("terminal", { kind: "Accept", shipment: container, payload: { "portolan:place": "NLRTM" } });
  await post("terminal", { kind: "Offer", shipment: container, counterparty: id("carrier"), payload: {} });
  await post("carrier", { kind: "Accept", shipment: container, payload: {} });
  await post("carrier", {
    kind: "Unload",
    shipment,
    refersTo: container,
    payload: { bizStep: "unloading", "portolan:place": "NLRTM" },
  });
  await post("carrier", { kind: "Report", shipment: container, payload: { note: "after the unloading" } });
  const measure = {
    "portolan:legalBasis": "UCC Art. 46",
    "portolan:reason": "Documents to be checked",
    "portolan:officer": "NL/RTM/4411",
  };
  const hold = await post("customs", { kind: "Hold", shipment, payload: measure });
  await post("customs", {
    kind: "Notice",
    shipment,
    refersTo: hold,
    counterparty: id("trader"),
    payload: { "portolan:servedAt": "2026-11-20T10:00:00Z", "portolan:servedHow": "e-mail" },
  });
  await post("customs", { kind: "Release", shipment, refersTo: hold, payload: { "portolan:reason": "In order" } });
  await post("carrier", { kind: "Report", shipment, payload: { temperature: [4.1, 4.4], note: "cold store" } });
  return {
    stack,
    shipment,
    container,
    client,
    post,
    async evidence(name, query = "", accept = "*/*") {
      const response = await fetch(`${stack.gateway.url}/v1/shipments/${shipment}/evidence${query}`, {
        headers: { authorization: `Bearer ${stack.participants[name]?.token ?? ""}`, accept },
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(text);
      return text;
    },
    stop: () => stack.stop(),
  };
}
