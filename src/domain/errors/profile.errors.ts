/** Errors of profiles of statutes, and of the events from which their clocks are computed. */
export const PROFILE_ERRORS = {
  ProfileInvalid: {
    sentence: "The profile {profile} is invalid: {problems}.",
    remedy: "Correct the file; docs/profiles.md describes the format.",
  },
  ProfileVectorFailed: {
    sentence: "The profile {profile} does not reproduce its own vectors: {vectors}.",
    remedy: "Correct the rules or the vectors. A profile with a failing vector is refused.",
  },
  ProfileUnknown: {
    sentence: "There is neither a file {name} nor a shipped profile with this id.",
    remedy: "Give the path of a file, or one of {shipped}.",
  },
  ProfilePlaceUnknown: {
    sentence: "The profile {profile} has no place {place}.",
    remedy: "Name one of its places: {places}.",
  },
  ProfileIsDraft: {
    sentence: "The profile {profile} is a draft of its author.",
    remedy: "Let a jurist of the country answer its questions. Then set `draft` to false, and sign it.",
  },
  ProfileSignatureInvalid: {
    sentence: "The signature of the profile {profile} is invalid: {problem}.",
    remedy: "Do not rely on the profile. Get the file again from its author.",
  },
  ProfileSignerUnexpected: {
    sentence: "The profile {profile} must be signed by {expected}, and is signed by {found}.",
    remedy: "Compare the address with the registry, by `portolan participant show`, before you rely on the profile.",
  },
  ClockEventInvalid: {
    sentence: "The event {event} is invalid: {problem}.",
    remedy: "Correct the event; docs/profiles.md lists the events and their members.",
  },
} as const;
