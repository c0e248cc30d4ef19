/** Where something happened, as far as the payload says. */
export interface Place {
  /** Identifier of the place: an SGLN, a UN/LOCODE, or another URI. */
  readonly id?: string;
  readonly name?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** The extremes of one kind of sensor reading. */
export interface SensorSummary {
  /** As in the sensor report, e.g. `Temperature`. */
  readonly type: string;
  /** Unit of measure (UN/CEFACT Recommendation 20), e.g. `CEL`. */
  readonly unit?: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** What a trace shows of a payload without opening it. Members that the payload does not have are absent. */
export interface Summary {
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly action?: string;
  readonly place?: Place;
  /** Numbers of the seals found or affixed. */
  readonly seals?: readonly string[];
  readonly exceptions?: readonly string[];
  readonly result?: string;
  readonly reason?: string;
  readonly sensors?: readonly SensorSummary[];
  /** Canonical or given identifiers of the units that it declares inside, bounded. */
  readonly children?: readonly string[];
}

/** The summary of a payload, made once when it is accepted. Unknown members and members of a wrong shape are left out. */
export declare function summarise(payload: Readonly<Record<string, unknown>>): Summary;
