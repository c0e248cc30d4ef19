/** Errors of payloads, commitments and identifiers. A fact holds names and places of a payload, never its content. */
export const PAYLOAD_ERRORS = {
  TextNotUtf8: {
    sentence: "The text is not UTF-8: at byte {position} is {found}.",
    remedy: "Save or send it as UTF-8.",
  },
  TextUnseen: {
    sentence: "The {what} contains {found} at character {position}, which its readers cannot see.",
    remedy: "Remove the character. Type the text instead of copying it.",
  },
  JsonMalformed: {
    sentence: "The text is not JSON: at character {position} is {found} instead of {expected}.",
    remedy: "Send one JSON value (RFC 8259).",
  },
  JsonTooLarge: {
    sentence: "The JSON text has more than {limit} characters.",
    remedy: "Send less at once.",
  },
  PayloadTooLarge: {
    sentence: "The payload takes {bytes} bytes on its way to another member; at most {limit} can be delivered.",
    remedy: "Divide the event, or record large documents outside of the payload, by their digests.",
  },
  JsonTooDeep: {
    sentence: "The JSON value has more than {limit} levels.",
    remedy: "Flatten the value.",
  },
  JsonTooManyValues: {
    sentence: "The JSON value holds more than {limit} values.",
    remedy: "Send less at once.",
  },
  JsonDuplicateMember: {
    sentence: "An object repeats the member {member} at character {position}.",
    remedy: "Name each member of an object once; readers would disagree on which one counts.",
  },
  JsonInexactNumber: {
    sentence: "The number at character {position} would lose precision.",
    remedy: "Write it as a string, or with the precision of a 64-bit floating-point number.",
  },
  JsonLoneSurrogate: {
    sentence: "A string holds a lone surrogate, which is not valid Unicode.",
    remedy: "Send well-formed Unicode text.",
  },
  JsonUnrepresentable: {
    sentence: "JSON cannot represent {found}.",
    remedy: "Use only null, booleans, finite numbers, strings, arrays and plain objects.",
  },
  PayloadNotObject: {
    sentence: "The payload is {found}, but must be a JSON object.",
    remedy: "Put the value into a member of an object.",
  },
  PayloadReservedName: {
    sentence: "The payload has a member with the reserved name {member}.",
    remedy: "Rename the member: selective disclosure (RFC 9901) reserves _sd, _sd_alg and ...",
  },
  PayloadSeedInvalid: {
    sentence: "The payload's seed has {length} bytes, but must have {expected} bytes.",
    remedy: "Use the seed stored with the payload, or a new one for a new payload.",
  },
  PayloadTimeInFuture: {
    sentence: "The time at {pointer} of the payload is in the future; expected {expected}.",
    remedy: "Correct the time, or the clock that gave it.",
  },
  PayloadTimesReversed: {
    sentence: "The time at {pointer} of the payload is before the time at {begins}; expected {expected}.",
    remedy: "Check year, day and month of both times.",
  },
  PayloadMemberMissing: {
    sentence: "The payload of this {kind} entry lacks {pointer}: {reason}.",
    remedy: "Add the member and record the entry again.",
  },
  PayloadMemberInvalid: {
    sentence: "The payload's {pointer} is not {expected}.",
    remedy: "Correct the member and record the entry again.",
  },
  DisclosureUnknownField: {
    sentence: "The payload has no field {pointer}.",
    remedy: "Give JSON Pointers (RFC 6901) into the payload; the empty pointer names the whole payload.",
  },
  DisclosureMalformed: {
    sentence: 'The disclosure is malformed: at "{pointer}" expected: {expected}.',
    remedy: "Ask its sender for the unchanged disclosure. Do not use this one.",
  },
  DisclosureDigestRepeated: {
    sentence: "The disclosure repeats the digest {digest}.",
    remedy: "Ask its sender for the unchanged disclosure. Do not use this one.",
  },
  DisclosureMemberRepeated: {
    sentence: "The disclosure repeats the member {member} in one object.",
    remedy: "Do not use this payload: its author committed to two values for one name.",
  },
  DisclosureUnused: {
    sentence: "Disclosure number {index} matches no digest.",
    remedy: "Ask its sender for the unchanged disclosure. Do not use this one.",
  },
  IdentifierInvalid: {
    sentence: "{identifier} is not a valid {scheme} identifier; expected {expected}.",
    remedy: "Correct the identifier; the documentation lists the accepted forms.",
  },
  IdentifierCheckDigitWrong: {
    sentence: "The check digit of {identifier} is wrong; expected {expected}.",
    remedy: "Read the identifier again from its label or document.",
  },
  IdentifierNotTrackable: {
    sentence: "{identifier} identifies a {names}, not one trackable unit.",
    remedy: "Add the serial or lot to a product's number, or give the unit's own identifier.",
  },
  ShipmentBlindInvalid: {
    sentence: "The shipment's blind has {length} bytes, but must have {expected} bytes.",
    remedy: "Use the blind stored with the shipment, or a new one for a new shipment.",
  },
  PlaceInvalid: {
    sentence: "{place} is not {expected}.",
    remedy: "Correct the place.",
  },
} as const;
