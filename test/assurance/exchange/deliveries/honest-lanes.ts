import { PortolanError } from "../../../../src/domain/errors/portolan-error.ts";
import type { ParticipantId } from "../../../../src/domain/entry.ts";
import { authenticateParcel } from "../../../../src/exchange/authenticate-parcel.ts";
import { splitLines } from "../../../../src/exchange/json-lines.ts";
import { openParcels } from "../../../../src/exchange/open-parcels.ts";
import { readParcel } from "../../../../src/exchange/read-parcel.ts";
import { memberAt } from "../../../../src/domain/directory/member-at.ts";
import { readMemberChanges } from "../../../../src/store/chain/member-changes.ts";
import { readClaimedEntries } from "../../../../src/store/exchange/claim-facts.ts";
import { hastenParcels } from "../../../../src/store/exchange/windows.ts";
import { Lane } from "../../../../src/gateway/exchange/lane.ts";
import { planLanes } from "../../../../src/gateway/exchange/plan-lanes.ts";
import type { PostAnswer } from "../../../../src/gateway/exchange/post-window.ts";
import { SEEDED_DOMAIN } from "../../../support/store-follower.ts";
import { deliver, outcomesOf } from "./deliver.ts";
import { deniedMembers, findExcess } from "./find-excess.ts";
import type { MemberStore } from "./member-store.ts";
import type { StoreWorld } from "./store-world.ts";

/** What happens to a request of an honest gateway on its way. */
export const FATES = ["delivered", "delivered", "requestLost", "answerLost", "doubled", "late", "elsewhere"] as const;

export type Fate = (typeof FATES)[number];

/** Windows that a gateway sends in one step. */
const MOST_TURNS = 20;

/** The lanes of honest gateways, over a wire that a test disturbs. */
export class HonestLanes {
  readonly #world: StoreWorld;
  readonly #lanes = new Map<string, Lane>();
  /** Requests that arrive later. */
  readonly #inTheAir: { readonly recipient: ParticipantId; readonly items: readonly Uint8Array[] }[] = [];
  readonly #count: (outcome: string) => void;
  #fate: Fate = "delivered";
  #problems: string[] = [];

  constructor(world: StoreWorld, count: (outcome: string) => void) {
    this.#world = world;
    this.#count = count;
  }

  /** Lets a gateway plan and send to one member. @returns in words what was sent or is held without a right. */
  async send(store: MemberStore, recipient: ParticipantId, fate: Fate): Promise<string[]> {
    const { context } = store;
    const others = await context.others.list();
    while (await planLanes(store.db, others, context.own.ids(), context.follower.checkpoint.timestamp));
    const other = others.find(({ participant }) => participant.id === recipient);
    if (other === undefined) return [];
    this.#fate = fate;
    this.#problems = [];
    await hastenParcels(store.db, recipient);
    const lane = this.#laneOf(store, recipient);
    for (let turn = 0; turn < MOST_TURNS && (await lane.turn(other, 0, new AbortController().signal)); turn++);
    return this.#problems;
  }

  /** As after a restart: what is in memory is lost. */
  forget(store: MemberStore): void {
    for (const name of this.#lanes.keys()) if (name.startsWith(`${store.name} `)) this.#lanes.delete(name);
  }

  /** A request arrives that was sent earlier, also once more. */
  async arriveLate(index: number): Promise<string[]> {
    const late = this.#inTheAir[index % Math.max(1, this.#inTheAir.length)];
    if (late === undefined) return [];
    const store = this.#world.storeOf(late.recipient);
    this.#tell(await deliver(store, late.items));
    return findExcess(store, this.#world.ever);
  }

  #laneOf(store: MemberStore, recipient: ParticipantId): Lane {
    const name = `${store.name} ${recipient}`;
    const { context, log } = store;
    const known = this.#lanes.get(name);
    const lane =
      known ??
      new Lane({ ...context, log }, { post: (_, route, body) => this.#post(recipient, route, body) }, recipient);
    this.#lanes.set(name, lane);
    return lane;
  }

  async #post(recipient: ParticipantId, route: string, body: Uint8Array): Promise<PostAnswer> {
    if (route !== "parcels") throw new Error(`A lane posts ${route}.`);
    const items = splitLines(body);
    for (const item of items) this.#problems.push(...(await this.#judgeSent(recipient, item)));
    this.#inTheAir.push({ recipient, items });
    const [somewhere] = this.#world.stores;
    const store = this.#fate === "elsewhere" ? (somewhere as MemberStore) : this.#world.storeOf(recipient);
    if (this.#fate === "requestLost" || this.#fate === "late") return { problem: "lost" };
    const delivered = await deliver(store, items);
    if (this.#fate === "doubled") await deliver(store, items);
    this.#tell(delivered);
    this.#problems.push(...(await findExcess(store, this.#world.ever)));
    if (this.#fate === "answerLost") return { problem: "lost" };
    return PortolanError.is(delivered) ? { problem: delivered.code } : { items: [delivered.item] };
  }

  #tell(delivered: Parameters<typeof outcomesOf>[0]): void {
    for (const outcome of outcomesOf(delivered)) this.#count(`honest ${outcome}`);
  }

  /** Opens a parcel of an honest gateway as its recipient can, whatever the recipient judges. */
  async #judgeSent(recipient: ParticipantId, item: Uint8Array): Promise<string[]> {
    const { truth, ever } = this.#world;
    const { context } = this.#world.storeOf(recipient);
    const read = readParcel(item);
    if (read.outcome !== "read") return ["an honest gateway sends a malformed parcel"];
    const ledger = {
      ...{ domain: SEEDED_DOMAIN, height: Infinity, time: truth.now },
      participant: (id: ParticipantId) => truth.directory.get(id),
    };
    const parcel = authenticateParcel(read.parcel, { member: recipient, ledger, requiredSuite: () => undefined });
    const changes = (await readMemberChanges(truth.db, [recipient])).get(recipient) ?? [];
    const record = memberAt(recipient, changes, { block: Infinity, time: truth.now });
    const [outcome] = await openParcels([parcel], {
      ledger,
      decryptionKey: (id) => context.decryptionKeys.open(record, id),
      entries: (hashes) => readClaimedEntries(truth.db, hashes),
    });
    // A gateway that is behind may send for a member that is suspended by now.
    if (outcome?.outcome === "refused") return [];
    if (outcome?.outcome !== "storable") return [`an honest gateway sends a parcel that is ${outcome?.outcome}`];
    const { entry, payload } = outcome.opened;
    const had = {
      commitment: entry.commitment,
      author: entry.author,
      body: payload.body,
      isWhole: payload.view === "whole",
    };
    return deniedMembers(had, [recipient], ever).map(
      (member) => `${recipient} is sent ${member} of ${entry.commitment}`,
    );
  }
}
