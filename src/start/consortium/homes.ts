/** A gateway of the consortium, with the participants of the journey whose keys it holds. */
export interface HomePlan {
  /** Name of its folder. */
  readonly name: string;
  readonly title: string;
  /** Aliases of its members in the journey; the first one runs it, and hosts the others. */
  readonly members: readonly string[];
  /** Number of relay keys; a gateway without one only reads. */
  readonly relays: number;
}

/**
 * The four gateways. The carrier hosts its customers and subcontractors. Dutch customs host the tribunals, whose
 * decisions they receive, and the Brazilian agency. Swiss customs host the barge line. It is offered a container for
 * Duisburg, of which Swiss customs read nothing, so that their gateway gets parts of payloads.
 *
 * The auditor only reads: without a relay its gateway records nothing, so the auditor's one Report of the journey is
 * left out.
 */
export const HOMES: readonly HomePlan[] = [
  {
    name: "carrier",
    title: "Ocean carrier",
    members: ["ocean", "terminal", "estate", "forwarder", "roaster"],
    relays: 2,
  },
  { name: "customs-nl", title: "Dutch customs", members: ["customs-nl", "customs-br", "tribunal", "court"], relays: 1 },
  { name: "customs-ch", title: "Swiss customs", members: ["customs-ch", "barge"], relays: 1 },
  { name: "auditor", title: "Auditor", members: ["auditor"], relays: 0 },
];

/** The gateway that also holds the governor's key, and enrols the others. */
export const REGISTRAR_HOME = "carrier";
