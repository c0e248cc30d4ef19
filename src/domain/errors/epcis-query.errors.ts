/** Errors of EPCIS queries: parameters, names, pages, subscriptions and traces. */
export const EPCIS_QUERY_ERRORS = {
  EpcisParameterUnknown: {
    sentence: "The query has no parameter {parameter}.",
    remedy: "See EPCIS 2.0, section 8.2.7.1, for the parameters. Define the prefix of an extension field.",
  },
  EpcisParameterInvalid: {
    sentence: "The parameter {parameter} {problem}.",
    remedy: "Correct this parameter and send the query again.",
  },
  EpcisParameterUnsupported: {
    sentence: "The parameter {parameter} is not supported: {reason}.",
    remedy: "Omit the parameter.",
  },
  EpcisQueryTooComplex: {
    sentence: "The query exceeds the limit of {limit} {what}.",
    remedy: "Split it into several queries.",
  },
  EpcisQueryTooSlow: {
    sentence: "Counting up to {limit} results takes longer than {seconds} s.",
    remedy: "Omit maxEventCount and read page by page, or narrow the query by EPCs or times.",
  },
  EpcisQueryTooLarge: {
    sentence: "The query matches more than {limit} events.",
    remedy: "Narrow the query, or omit maxEventCount and read page by page.",
  },
  EpcisPageTokenInvalid: {
    sentence: "The nextPageToken is invalid: {reason}.",
    remedy: "Follow the Link header of the previous page unchanged, or start without a token.",
  },
  EpcisEventUnknown: {
    sentence: "No event {event} is visible to you.",
    remedy: "Check the eventID. A captured event becomes visible once it is recorded.",
  },
  EpcisResourceUnknown: {
    sentence: "No event that is visible to you has the {resource} {value}.",
    remedy: "Check the value, and percent-encode it as one segment of the path.",
  },
  EpcisQueryUnknown: {
    sentence: "You have no query named {query}.",
    remedy: "List your queries to see their names.",
  },
  EpcisQueryExists: {
    sentence: "You already have a query named {query}.",
    remedy: "Choose another name, or delete the query first.",
  },
  EpcisTooManyQueries: {
    sentence: "You have reached the limit of {limit} named queries.",
    remedy: "Delete one that you no longer need.",
  },
  EpcisSubscriptionInvalid: {
    sentence: "The subscription is invalid: {problem}.",
    remedy: "Correct this; EPCIS 2.0, sections 8.2.5 and 12.7, define the controls of a subscription.",
  },
  EpcisTooManySubscriptions: {
    sentence: "You have reached the limit of {limit} subscriptions.",
    remedy: "Delete one that you no longer need.",
  },
  EpcisSubscriptionUnknown: {
    sentence: "You have no subscription {subscription} to the query {query}.",
    remedy: "List the query's subscriptions to see their ids.",
  },
  EpcisVersionUnsupported: {
    sentence: "The header {header} requests {asked}; this gateway offers {offered}.",
    remedy: "Request {offered}, or omit the header.",
  },
} as const;
