import { Pool } from "undici";
import type { ActDraft, ActSubmission } from "../../../src/api/act.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import type { BenchNetwork } from "../network/bench-network.ts";

/** Acts of one request, from the Ask to the Close. */
export const REQUEST_ACTS = 5;

/** The authorities that ask and answer. */
const ASKING = "customs-nl";
const ANSWERING = "customs-br";

/** Requests that proceed at the same time. */
const AT_ONCE = 200;

const DAY = 86_400;

/** What an authority asks. */
const FORM = {
  authority: "Benchmark customs, office 1",
  subject: "Weight of a lot",
  facts: "The weight at arrival is not that of the declaration.",
  law: "Example act, article 1",
  persons: [],
  purpose: "specificCheck",
  urgency: { level: "normal", reasons: "No goods wait." },
  confidentiality: { requested: false, reasons: "The consignor knows of it." },
};

/**
 * Records requests of five acts each under one agreement.
 *
 * @param acts A multiple of {@link REQUEST_ACTS}.
 * @throws if an act is not recorded.
 */
export async function recordActs(url: string, network: BenchNetwork, acts: number): Promise<void> {
  const pool = new Pool(url, { connections: AT_ONCE, headersTimeout: 90_000 });
  const used = new Map<string, number>();

  async function act(author: string, draft: ActDraft): Promise<ActSubmission> {
    const { tokens } = network.member(author);
    const turn = used.get(author) ?? 0;
    used.set(author, turn + 1);
    const { statusCode, body } = await pool.request({
      method: "POST",
      path: "/v1/acts",
      headers: {
        authorization: `Bearer ${tokens[turn % tokens.length]}`,
        "content-type": "application/json",
        prefer: "wait=60",
      },
      body: JSON.stringify(draft),
    });
    const text = await body.text();
    const submission = JSON.parse(text) as ActSubmission;
    if (submission.state !== "recorded") throw new Error(`POST /v1/acts answered ${statusCode}: ${text.slice(0, 500)}`);
    return submission;
  }

  async function request(agreement: Bytes32): Promise<void> {
    const counterparty = network.member(ANSWERING).id;
    const asked = { refersTo: agreement, counterparty, period: 30 * DAY, code: "information", record: FORM };
    const { matter } = await act(ASKING, { kind: "Ask", ...asked });
    await act(ANSWERING, { kind: "Receive", matter, record: {} });
    await act(ANSWERING, { kind: "Accept", matter, record: {} });
    await act(ANSWERING, { kind: "Answer", matter, record: { answer: "The weight is 12,180 kg." } });
    await act(ASKING, { kind: "Close", matter, code: "satisfied", record: {} });
  }

  try {
    const agreement = await agree(network, act);
    let left = acts / REQUEST_ACTS;
    const work = async () => {
      while (left-- > 0) await request(agreement);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await pool.destroy();
  }
}

/** Concludes the agreement of all requests. */
async function agree(
  network: BenchNetwork,
  act: (author: string, draft: ActDraft) => Promise<ActSubmission>,
): Promise<Bytes32> {
  const record = { title: "Benchmark", bases: ["Example"], purposes: ["specificCheck"], scope: "Goods." };
  const terms = { code: "both", codes: ["information"], period: 90 * DAY, record };
  const { matter } = await act(ASKING, { kind: "Propose", ...terms });
  const named = { counterparty: network.member(ANSWERING).id, code: "both", record: {} };
  await act(ASKING, { kind: "Name", matter, ...named });
  await act(ANSWERING, { kind: "Sign", matter });
  return matter;
}
