/** Errors of capturing EPCIS events: documents, jobs, and the identifiers of parties. */
export const EPCIS_CAPTURE_ERRORS = {
  EpcisDocumentInvalid: {
    sentence: "The document is not an EPCIS 2.0 document: {problems}.",
    remedy: "Correct what is named; EPCIS 2.0, 9, has the structure of documents.",
  },
  EpcisEventInvalid: {
    sentence: "The event is not valid: {problems}.",
    remedy: "Correct what is named; EPCIS 2.0, 7, and CBV 2.0 say what an event can hold.",
  },
  EpcisEventExists: {
    sentence: "An event was captured under the eventID {event} before.",
    remedy: "Give the event an eventID of its own, or declare the other one an error and capture a corrective event.",
  },
  EpcisEventUnrecordable: {
    sentence: "No entry can be made for the event {event}: {reason}.",
    remedy: "Have its units opened by a participant that may consign, and offered or shown to you.",
  },
  EpcisNothingToCorrect: {
    sentence: "No event {event} of yours is recorded that could be declared an error.",
    remedy: "Declare only your own events errors, once they are recorded.",
  },
  EpcisTooManyEvents: {
    sentence: "The document has more than {limit} events.",
    remedy: "Send them in several documents; GS1-EPCIS-Capture-Limit tells how many one can have.",
  },
  EpcisTooManyUnits: {
    sentence: "The events of the document name units for more than {limit} entries.",
    remedy: "Send them in several documents.",
  },
  EpcisBehaviourInvalid: {
    sentence: "GS1-Capture-Error-Behaviour cannot be {behaviour}.",
    remedy: "Use rollback or proceed, or leave the header field out for rollback.",
  },
  EpcisCapturedMeanwhile: {
    sentence: "An event of the document was captured by another request at the same moment.",
    remedy: "Send the document again.",
  },
  EpcisJobUnknown: {
    sentence: "You have no capture job {job}.",
    remedy: "Use the address in the Location of the answer to the capture.",
  },
  PartyIdentifierTaken: {
    sentence: "{identifier} means another participant.",
    remedy: "Take it from that participant first, if it is not its own.",
  },
} as const;
