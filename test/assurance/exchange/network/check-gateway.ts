import { type View, VIEW_CLASSES, VIEWS } from "../../../../src/domain/audience/view.ts";
import { fromJsonText } from "../../../../src/domain/encoding/json-text.ts";
import type { Bytes32, ParticipantId } from "../../../../src/domain/entry.ts";
import { classOfMember } from "../../../../src/domain/payload/field-class.ts";
import type { KnownPayload } from "./exchange-work.ts";
import type { GatewayContent } from "./read-gateway.ts";
import type { TrueEntry } from "./read-truth.ts";

/** A gateway to be checked. */
export interface CheckedGateway {
  readonly name: string;
  /** Its members by number. */
  readonly members: readonly ParticipantId[];
  readonly content: GatewayContent;
}

/** All that the harness knows. */
export interface Truth {
  readonly entries: readonly TrueEntry[];
  readonly payloads: readonly KnownPayload[];
  /** What members keep as evidence, although the author asked to erase it: a case is open. See {@link keptKey}. */
  readonly kept: ReadonlySet<string>;
}

/** Identifies an entry whose payload a member keeps. */
export const keptKey = (member: ParticipantId, entry: string): string => `${member} ${entry}`;

/** The widest view that one of these members has of an entry. */
function widest({ views }: TrueEntry, members: readonly ParticipantId[]): View {
  return members.reduce<View>((best, member) => {
    const view = views.get(member) ?? "facts";
    return VIEWS.indexOf(view) > VIEWS.indexOf(best) ? view : best;
  }, "facts");
}

/** What a gateway holds although none of its members is entitled to it. This must be empty at any time. */
export function findExcess({ name, members, content }: CheckedGateway, { entries }: Truth): string[] {
  const byCommitment = Map.groupBy(entries, ({ commitment }) => commitment);
  const identified = new Map(entries.map((entry) => [entry.shipment, entry.identified]));
  return [
    ...content.payloads.flatMap(({ commitment, author, body, seed }) => {
      if (body === null || members.includes(author)) return [];
      const views = (byCommitment.get(commitment) ?? []).map((entry) => widest(entry, members));
      const open = new Set(views.flatMap((view) => [...VIEW_CLASSES[view]]));
      const denied = Object.keys(fromJsonText(body)).filter((member) => !open.has(classOfMember(member)));
      if (seed !== null && !views.includes("all")) denied.push("the seed");
      return denied.map((member) => `${name} holds ${member} of ${commitment} without a right`);
    }),
    ...content.identities
      .filter(({ opened_by }) => !members.includes(opened_by))
      .filter(({ shipment }) => !members.some((member) => identified.get(shipment)?.has(member) === true))
      .map(({ shipment }) => `${name} knows the identifier of ${shipment} without a right`),
  ];
}

/** What a gateway lacks, and what its rows leave open, after everything could be delivered. */
export function findOpen(gateway: CheckedGateway, truth: Truth): string[] {
  return [...findLacking(gateway, truth), ...findUnsettled(gateway)];
}

function findLacking({ name, members, content }: CheckedGateway, { entries, payloads, kept }: Truth): string[] {
  const known = new Map(payloads.map((each) => [each.commitment, each]));
  const held = new Map(content.payloads.map((row) => [row.commitment, row]));
  const identities = new Set(content.identities.map(({ shipment }) => shipment));
  return entries.flatMap((entry) => {
    const payload = known.get(entry.commitment);
    const view = widest(entry, members);
    if (payload === undefined || payload.isPastGateway || view === "facts") return [];
    const row = held.get(entry.commitment);
    const here = `${name}: entry ${entry.hash} (${view})`;
    if (payload.isErased) {
      const isOver =
        row === undefined || row.erased_at !== null || members.some((member) => kept.has(keptKey(member, entry.hash)));
      if (isOver || members.includes(entry.author)) return [];
      return [`${here} is still held although its author erased it`];
    }
    if (row?.erased_at !== undefined && row.erased_at !== null) return [`${here} is erased although nobody asked`];
    const lacks = row === undefined || row.view < VIEWS.indexOf(view) ? [`${here} is held only as ${row?.view}`] : [];
    const isNamed = identities.has(entry.shipment) || VIEWS.indexOf(view) < VIEWS.indexOf("handoff");
    return isNamed ? lacks : [...lacks, `${here} has no identifier`];
  });
}

function findUnsettled({ name, content }: CheckedGateway): string[] {
  const problems = new Map(content.lanes.map(({ recipient, problem }) => [recipient, problem]));
  return [
    ...content.windows.map(({ recipient }) => `${name}: a window to ${recipient} waits for receipts`),
    ...content.parcels.flatMap(({ recipient, entry, state, receipt, reason }) => {
      const row = `${name}: the parcel of ${entry} to ${recipient} is ${state}`;
      switch (state) {
        case "settled":
          return receipt === null ? [`${row} without a receipt`] : [];
        case "closed":
          return reason === null ? [`${row} without a reason`] : [];
        case "sealed":
          return [row];
        case "due":
          return receipt === null && (problems.get(recipient) ?? null) === null ? [`${row} without a reason`] : [];
      }
    }),
  ];
}

/** Receipts that their signer does not stand by: for each parcel that counts as stored, its recipient has the same outcome. */
export function findBrokenReceipts(gateways: readonly CheckedGateway[]): string[] {
  const arrivals = new Map(
    gateways.flatMap(({ content }) => content.arrivals.map((row) => [row.parcel, fromJsonText(row.receipt)] as const)),
  );
  const sequences = gateways.flatMap(({ name, content }) => {
    const numbers = content.arrivals.map(({ sender, recipient, sequence }) => `${sender} to ${recipient}: ${sequence}`);
    const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index);
    const forks = content.sequences.flatMap(({ sender, recipient, fork }) =>
      fork === null ? [] : [`${name} noticed that ${sender} gave the number ${fork} to ${recipient} twice`],
    );
    return [...forks, ...twice.map((number) => `${name} has two parcels with the number ${number}`)];
  });
  const broken = gateways.flatMap(({ name, content }) =>
    content.parcels.flatMap(({ entry, recipient, state, receipt }) => {
      if (state !== "settled" || receipt === null) return [];
      // A later parcel, which answered a want, may have no receipt yet.
      const { outcome, parcel } = fromJsonText(receipt);
      const there = arrivals.get(parcel as Bytes32)?.outcome;
      const isKept = there === outcome || (outcome === "stored" && there === "erased");
      return isKept ? [] : [`${name}: ${recipient} gave ${outcome} for ${entry}, and has ${there}`];
    }),
  );
  return [...sequences, ...broken];
}

/** Texts of payloads in a gateway's database that none of its members may read. */
export function findLeakedTexts(
  { name, members }: Pick<CheckedGateway, "name" | "members">,
  raw: Buffer,
  { entries, payloads }: Truth,
): string[] {
  const byCommitment = Map.groupBy(entries, ({ commitment }) => commitment);
  return payloads.flatMap(({ commitment, author, markers }) => {
    if (members.includes(author)) return [];
    const views = (byCommitment.get(commitment) ?? []).map((entry) => widest(entry, members));
    const open = new Set(views.flatMap((view) => [...VIEW_CLASSES[view]]));
    return Object.entries(markers)
      .filter(([member, text]) => !open.has(classOfMember(member)) && raw.includes(text))
      .map(([member]) => `${name} contains ${member} of ${commitment}`);
  });
}
