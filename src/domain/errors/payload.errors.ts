/** Errors of payloads, commitments and identifiers. Never a payload's content among the facts, only names and places. */
export const PAYLOAD_ERRORS = {
  JsonMalformed: {
    sentence: "The text is not JSON: at character {position} there should be {expected}.",
    remedy: "Send one JSON value after RFC 8259.",
  },
  JsonTooLarge: {
    sentence: "The JSON text has more than {limit} characters.",
    remedy: "Send less at once.",
  },
  JsonTooDeep: {
    sentence: "The JSON value nests deeper than {limit} levels.",
    remedy: "Flatten the value.",
  },
  JsonTooManyValues: {
    sentence: "The JSON value holds more than {limit} values.",
    remedy: "Send less at once.",
  },
  JsonDuplicateMember: {
    sentence: "An object names the member {member} twice (character {position}).",
    remedy: "Name each member of an object once; readers would disagree on which one counts.",
  },
  JsonInexactNumber: {
    sentence: "The number at character {position} cannot be carried without loss.",
    remedy: "Write it as a string, or with the precision of a 64-bit floating-point number.",
  },
  JsonLoneSurrogate: {
    sentence: "A text holds half of a surrogate pair, which no encoding can carry.",
    remedy: "Send well-formed Unicode text.",
  },
  JsonUnrepresentable: {
    sentence: "JSON cannot carry {found}.",
    remedy: "Use null, booleans, finite numbers, texts, arrays and plain objects only.",
  },
  PayloadNotObject: {
    sentence: "A payload is a JSON object, not {found}.",
    remedy: "Put the value into a member of an object.",
  },
  PayloadReservedName: {
    sentence: "No member of a payload can be named {member}.",
    remedy: "Rename the member; _sd, _sd_alg and ... belong to selective disclosure (RFC 9901).",
  },
  PayloadSeedInvalid: {
    sentence: "A payload's seed has {expected} bytes, not {length}.",
    remedy: "Use the seed that was stored with the payload, or a fresh one for a new payload.",
  },
  PayloadMemberMissing: {
    sentence: "The payload of a {kind} entry needs {pointer}: {reason}.",
    remedy: "Add the member and record the entry again.",
  },
  PayloadMemberInvalid: {
    sentence: "The payload's {pointer} is not {expected}.",
    remedy: "Correct the member and record the entry again.",
  },
  DisclosureUnknownField: {
    sentence: "The payload has no field {pointer}.",
    remedy: "Name fields by JSON Pointers (RFC 6901) into the payload; the empty pointer names all of it.",
  },
  DisclosureMalformed: {
    sentence: 'The disclosure is not what it should be; at "{pointer}" expected: {expected}.',
    remedy: "Ask its sender for the disclosure as it was made; do not use this one.",
  },
  DisclosureDigestRepeated: {
    sentence: "The digest {digest} occurs twice in the disclosure.",
    remedy: "Ask its sender for the disclosure as it was made; do not use this one.",
  },
  DisclosureMemberRepeated: {
    sentence: "The disclosure gives the member {member} of one object twice.",
    remedy: "Do not use this payload: its author committed to two values for one name.",
  },
  DisclosureUnused: {
    sentence: "Disclosure number {index} belongs to no digest.",
    remedy: "Ask its sender for the disclosure as it was made; do not use this one.",
  },
  IdentifierInvalid: {
    sentence: "{identifier} is not a valid {scheme} identifier: it needs {expected}.",
    remedy: "Correct the identifier; the documentation lists the accepted forms.",
  },
  IdentifierCheckDigitWrong: {
    sentence: "The check digit of {identifier} is wrong; it should be {expected}.",
    remedy: "Read the identifier again from its label or document.",
  },
  IdentifierNotTrackable: {
    sentence: "{identifier} names a {names}, not one trackable unit.",
    remedy: "Name a unit: add the serial or lot to a product's number, or use the unit's own identifier.",
  },
  ShipmentBlindInvalid: {
    sentence: "A shipment's blind has {expected} bytes, not {length}.",
    remedy: "Use the blind that was stored with the shipment, or a fresh one for a new shipment.",
  },
  PlaceInvalid: {
    sentence: "{place} is not {expected}.",
    remedy: "Correct the place.",
  },
} as const;
