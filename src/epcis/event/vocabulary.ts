import type { Context } from "./context.ts";

/** A word list of the Core Business Vocabulary (CBV 2.0, 7), with the notations of its words. */
export interface Vocabulary {
  /** Completes "is not …". */
  readonly name: string;
  readonly words: ReadonlySet<string>;
  /** The prefix of a word in the pre-hash string of an event, from the published examples of the algorithm. */
  readonly hashed: string;
  /** The prefixes of a word's other notations: URNs and Web URIs. */
  readonly others: readonly RegExp[];
}

const cbv = (name: string, web: string, urn: string, words: string): Vocabulary => ({
  name,
  words: new Set(words.split(/\s+/)),
  hashed: `https://ref.gs1.org/cbv/${web}-`,
  others: [new RegExp(`^urn:epcglobal:cbv:${urn}:`), new RegExp(`^https?://(?:ns|ref)\\.gs1\\.org/cbv/${web}-`)],
});

const gs1 = (name: string, words: string): Vocabulary => ({
  name,
  words: new Set(words.split(/\s+/)),
  hashed: "https://ref.gs1.org/voc/",
  others: [/^https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\//],
});

export const BIZ_STEP = cbv(
  "a business step",
  "BizStep",
  "bizstep",
  `accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
   decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
   installing killing loading other packing picking receiving removing repackaging repairing replacing reserving
   retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
   unloading unpacking void_shipping`,
);

export const DISPOSITION = cbv(
  "a disposition",
  "Disp",
  "disp",
  `active available completeness_inferred completeness_verified conformant container_closed container_open damaged
   destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
   mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
   reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown`,
);

export const BIZ_TRANSACTION_TYPE = cbv(
  "a type of business transaction",
  "BTT",
  "btt",
  "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt",
);

export const SOURCE_DESTINATION_TYPE = cbv(
  "a type of source or destination",
  "SDT",
  "sdt",
  "location owning_party possessing_party",
);

export const ERROR_REASON = cbv("a reason of an error declaration", "ER", "er", "did_not_occur incorrect_data");

export const COMPONENT = cbv(
  "a component of a measurement",
  "Comp",
  "comp",
  `altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle
   spherical_radius x y z`,
);

export const MEASUREMENT_TYPE = gs1(
  "a type of measurement",
  `AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
   AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance
   Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge
   ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance
   Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
   MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity
   MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity
   RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature
   Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber`,
);

export const SENSOR_ALERT_TYPE = gs1("a type of sensor alert", "ALARM_CONDITION ERROR_CONDITION");

/**
 * Converts a term to its canonical form: the bare word of a standard term, the full URI of any other term. Accepts all
 * notations, also those that a captured event must not use ({@link reasonAgainstTerm}).
 */
export function canonicalTerm(vocabulary: Vocabulary, text: string, context: Context): string {
  if (vocabulary.words.has(text)) return text;
  const uri = context.expand(text);
  for (const prefix of vocabulary.others) {
    const word = uri.replace(prefix, "");
    if (word !== uri && vocabulary.words.has(word)) return word;
  }
  return uri;
}

/** Notations of GS1 terms that the JSON Schema of EPCIS refuses. It permits bare words and compact URIs. */
const NOT_IN_JSON = /^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/|https?:\/\/(?:www\.)?gs1\.org\/voc\/)/;

/**
 * Explains why an event must not use a term.
 *
 * @returns the reason of a `Violation`; `undefined` for a standard term and for a URI of another namespace.
 */
export function reasonAgainstTerm(vocabulary: Vocabulary, text: string, context: Context): string | undefined {
  if (vocabulary.words.has(text)) return undefined;
  if (!text.includes(":")) return `is not ${vocabulary.name} of CBV 2.0, and an extension term is a URI`;
  const term = canonicalTerm(vocabulary, text, context);
  if (NOT_IN_JSON.test(text)) {
    return vocabulary.words.has(term) ? `is written ${term} in JSON` : `is not ${vocabulary.name} of CBV 2.0`;
  }
  const claimsToBeStandard = vocabulary.others.some((prefix) => prefix.test(term));
  return claimsToBeStandard ? `is not ${vocabulary.name} of CBV 2.0` : undefined;
}
