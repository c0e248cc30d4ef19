import type { ActDraft, ActSubmission } from "../../../src/api/act.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { REQUEST_FORM, TERMS } from "../../support/cooperation-records.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { startStack, type Stack } from "../../support/stack.ts";

const WAIT = { prefer: "wait=20" };
const DAY = 86_400;

export type Authority = "customs" | "tribunal";

/** A real gateway on a real chain with an agreement, a request under it, a handover and a seal. */
export interface MatterJourney {
  readonly stack: Stack;
  readonly agreement: Bytes32;
  /** Asked, returned, completed, accepted, answered with a handover that was erased, and closed. */
  readonly request: Bytes32;
  readonly handover: Bytes32;
  readonly seal: Bytes32;
  record(name: Authority, draft: ActDraft): Promise<ActSubmission>;
  /** The evidence file for one participant, as text. */
  evidence(name: string, matter: Bytes32, accept?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Records the history: 3 acts in the agreement, and 14 in the request. */
export async function startMatterJourney(): Promise<MatterJourney> {
  const stack = await startStack();
  const token = (name: string) => stack.participants[name]?.token ?? "";
  const id = (name: Authority) => stack.participants[name]?.id ?? 0;
  const record = async (name: Authority, draft: ActDraft): Promise<ActSubmission> => {
    const { body, status } = await gatewayClient(stack.gateway.url, token(name)).post("/v1/acts", draft, WAIT);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body as ActSubmission;
  };
  const now = () => Math.floor(Date.now() / 1000);
  const propose = { period: 90 * DAY, code: "both", codes: ["information", "evidence"], record: TERMS };
  const { matter: agreement } = await record("customs", { kind: "Propose", ...propose });
  await record("customs", { kind: "Name", matter: agreement, counterparty: id("tribunal"), code: "both" });
  await record("tribunal", { kind: "Sign", matter: agreement });

  const ask = { refersTo: agreement, period: 30 * DAY, code: "information", record: REQUEST_FORM };
  const { matter } = await record("customs", { kind: "Ask", counterparty: id("tribunal"), ...ask });
  await record("tribunal", { kind: "Receive", matter });
  const missing = { missing: ["law" as const], reasons: "The article is not cited." };
  await record("tribunal", { kind: "Return", matter, until: now() + 10 * DAY, record: missing });
  await record("customs", { kind: "Complete", matter, record: { completed: { law: "Customs Act, Article 10:5" } } });
  await record("tribunal", { kind: "Accept", matter });
  const content = { subject: "Price lists", purpose: "investigation", content: { price: 12 } };
  const given = { code: "request", codes: ["courtUse"], until: now() + 5 * DAY, record: content };
  const offer = await record("tribunal", { kind: "Offer", matter, counterparty: id("customs"), ...given });
  const handover = offer.act as Bytes32;
  await record("customs", { kind: "SignCaveats", matter, refersTo: handover, codes: ["courtUse"] });
  await record("tribunal", { kind: "Release", matter, refersTo: handover });
  await record("customs", { kind: "Receipt", matter, refersTo: handover });
  const why = { reasons: "The subject could flee." };
  const sealed = await record("customs", { kind: "Seal", matter, until: now() + 9 * DAY, code: "flight", record: why });
  const seal = sealed.act as Bytes32;
  await record("tribunal", { kind: "Answer", matter, record: { answer: "The prices are in the annex." } });
  const opened = { what: "A check of prices.", law: "Customs Act, Article 1:32" };
  await record("customs", { kind: "OpenSeal", matter, refersTo: seal, record: opened });
  await record("customs", { kind: "Erase", matter, refersTo: handover });
  await record("customs", { kind: "Close", matter, code: "satisfied" });
  return {
    stack,
    agreement,
    request: matter,
    handover,
    seal,
    record,
    async evidence(name, of, accept = "*/*") {
      const response = await fetch(`${stack.gateway.url}/v1/matters/${of}/evidence`, {
        headers: { authorization: `Bearer ${token(name)}`, accept },
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(text);
      return text;
    },
    stop: () => stack.stop(),
  };
}
