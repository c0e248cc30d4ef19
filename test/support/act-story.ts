import type { MatterId } from "../../src/domain/cooperation/act.ts";
import type { EntryHash } from "../../src/domain/entry.ts";
import { blockTime, enrol, type TestChain, type TestParticipant } from "./chain.ts";
import { agree, DAY, matterId, nextAct, offerHandover, recordAct, recordDigest, signAct } from "./cooperation.ts";

/** The authorities of a story. */
export interface Authorities {
  readonly sweden: TestParticipant;
  readonly norway: TestParticipant;
  readonly court: TestParticipant;
}

export async function enrolAuthorities(chain: TestChain): Promise<Authorities> {
  return {
    sweden: await enrol(chain, "customs"),
    norway: await enrol(chain, "customs"),
    court: await enrol(chain, "tribunal"),
  };
}

/** What a story opened. */
export interface ActStory {
  readonly matters: readonly MatterId[];
  readonly items: readonly (readonly [matter: MatterId, item: EntryHash])[];
}

/**
 * Records acts of every part of cooperation: an agreement, a request that is answered, a handover that is passed on, a
 * seal, a journal, a new version of the agreement that replaces the first, a joint case with exhibits, and a batch with a
 * refused act.
 */
export async function recordActStory(
  chain: TestChain,
  { sweden, norway, court }: Authorities,
  name: string,
): Promise<ActStory> {
  const agreement = await agree(chain, [sweden, norway], `${name} agreement`);
  await recordAct(chain, norway, "Suspend", { matter: agreement });
  await recordAct(chain, norway, "Resume", { matter: agreement });

  const request = matterId(`${name} request`);
  const ask = { matter: request, counterparty: norway.id, refersTo: agreement, period: 30 * DAY, code: 2 };
  await recordAct(chain, sweden, "Ask", ask);
  await recordAct(chain, norway, "Receive", { matter: request });
  await recordAct(chain, norway, "Return", { matter: request, until: (await blockTime(chain)) + 8 * DAY });
  await recordAct(chain, sweden, "Complete", { matter: request });
  await recordAct(chain, norway, "Accept", { matter: request });
  const commitment = recordDigest(`${name} content`);
  const handover = await offerHandover(chain, norway, sweden, { matter: request, code: 2, codes: 1, commitment });
  const about = { matter: request, refersTo: handover };
  await recordAct(chain, sweden, "SignCaveats", { ...about, codes: 1 });
  await recordAct(chain, norway, "Release", about);
  await recordAct(chain, sweden, "Receipt", { ...about, commitment });
  await recordAct(chain, norway, "Consent", { ...about, counterparty: court.id });
  const until = (await blockTime(chain)) + 2 * DAY;
  const onward = await recordAct(chain, sweden, "Onward", {
    ...about,
    counterparty: court.id,
    until,
    code: 2,
    codes: 1,
  });
  const seal = await recordAct(chain, norway, "Seal", { matter: request, until, code: 2 });
  await recordAct(chain, norway, "Answer", { matter: request });
  await recordAct(chain, sweden, "Close", { matter: request, code: 1 });

  const journal = matterId(`${name} journal`);
  await recordAct(chain, sweden, "Anchor", { matter: journal, code: 1 });

  const version = matterId(`${name} version`);
  const terms = recordDigest(`${name} terms`);
  const proposal = { matter: version, refersTo: agreement, period: DAY, code: 3, codes: 7, commitment: terms };
  await recordAct(chain, sweden, "Propose", proposal);
  await recordAct(chain, sweden, "Name", { matter: version, counterparty: norway.id, code: 2 });
  await recordAct(chain, norway, "Sign", { matter: version, commitment: terms });

  const joint = matterId(`${name} joint`);
  const exhibits = await recordJointCase(chain, { sweden, norway }, { matter: joint, agreement: version, name });

  const later = matterId(`${name} later`);
  const batch = [
    await signAct(
      chain,
      norway,
      await nextAct(chain, norway, "Ask", { ...ask, matter: later, counterparty: sweden.id }),
    ),
    await signAct(chain, court, await nextAct(chain, court, "Anchor", { matter: later, code: 3 })),
  ];
  await (await chain.cooperation.recordBatch(batch)).wait();
  return {
    matters: [agreement, request, journal, version, joint, later],
    items: [
      ...[handover, onward, seal].map((item) => [request, item] as const),
      ...exhibits.map((item) => [joint, item] as const),
    ],
  };
}

/**
 * Records a joint case that is prolonged, has an exhibit and a derived one, and ends as a member leaves.
 *
 * @returns the exhibits.
 */
async function recordJointCase(
  chain: TestChain,
  { sweden, norway }: Pick<Authorities, "sweden" | "norway">,
  { matter, agreement, name }: { readonly matter: MatterId; readonly agreement: MatterId; readonly name: string },
): Promise<readonly EntryHash[]> {
  const terms = recordDigest(`${name} terms of the joint case`);
  const until = (await blockTime(chain)) + 30 * DAY;
  await recordAct(chain, sweden, "Convene", { matter, refersTo: agreement, until, code: 1, commitment: terms });
  await recordAct(chain, sweden, "Invite", { matter, counterparty: norway.id, code: 3 });
  await recordAct(chain, norway, "Join", { matter, commitment: terms });
  const exhibit = await recordAct(chain, norway, "Exhibit", { matter, code: 6, codes: 1 });
  for (const member of [sweden, norway]) await recordAct(chain, member, "Prolong", { matter, period: 10 * DAY });
  const derived = await recordAct(chain, sweden, "Derive", { matter, refersTo: exhibit, codes: 3 });
  await recordAct(chain, sweden, "Prolong", { matter, period: DAY });
  await recordAct(chain, norway, "Leave", { matter });
  return [exhibit, derived];
}
