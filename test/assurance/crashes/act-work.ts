import { randomBytes } from "node:crypto";
import type { ActSubmission } from "../../../src/api/act.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { type GatewayClient, unlessLost } from "../../support/gateway-client.ts";

/** Number of acts in the journal of one round. */
const ACTS = 4;

/** Gives the number of acts of a matter on the chain, and its head. */
export type ReadMatter = (matter: Hex) => Promise<{ readonly sequence: number; readonly head: string }>;

/** A client's acts of one round, all in one journal, with the acknowledgements that it received. */
export class ActWork {
  readonly #matter: Hex = `0x${randomBytes(32).toString("hex")}`;
  readonly #promised = new Map<number, number>();

  /** Sends every act once, two at a time, ignoring lost answers. */
  async play(client: GatewayClient): Promise<void> {
    for (let act = 0; act < ACTS; act += 2) {
      const pair = [act, act + 1];
      const answers = await Promise.all(pair.map((one) => unlessLost(this.#post(client, one))));
      answers.forEach((answer, index) => {
        if (answer !== undefined && answer.status < 300) this.#promised.set(act + index, answer.body.id);
      });
    }
  }

  /** Finishes all acts on a gateway without faults. @returns the differences from the acknowledged results. */
  async finish(client: GatewayClient): Promise<string[]> {
    const problems: string[] = [];
    for (let act = 0; act < ACTS; act += 1) {
      const promised = this.#promised.get(act);
      // Read by id first: a repeated request would hide the loss by a new acknowledgement.
      if (promised !== undefined && (await client.get(`/v1/act-submissions/${promised}`)).body?.id !== promised)
        problems.push(`the acknowledged act ${promised} is lost`);
      const { status, body } = await this.#post(client, act, { prefer: "wait=15" });
      if (status !== 201)
        problems.push(`a repeated act is not recorded: ${status} ${JSON.stringify(body).slice(0, 300)}`);
      else if (promised !== undefined && (body as ActSubmission).id !== promised)
        problems.push(`act ${promised} was acknowledged; a repeated request gives ${body.id}`);
    }
    return problems;
  }

  /** Compares the accepted acts with the chain. */
  async compare(client: GatewayClient, readMatter: ReadMatter): Promise<string[]> {
    const { sequence, head } = await readMatter(this.#matter);
    const { body } = await client.get(`/v1/matters/${this.#matter}/acts`);
    const shown = body.items?.at(-1)?.hash;
    return [
      ...(sequence === ACTS ? [] : [`the chain has ${sequence} acts of a journal instead of ${ACTS}`]),
      ...(shown === head ? [] : [`the last act of a journal is ${head} on the chain, and ${shown} in the gateway`]),
    ];
  }

  #post(client: GatewayClient, act: number, headers = {}) {
    const draft = { kind: "Anchor", matter: this.#matter, code: "accessRecords", record: { note: `root ${act}` } };
    return client.post("/v1/acts", draft, { "idempotency-key": `${this.#matter}-${act}`, ...headers });
  }
}
