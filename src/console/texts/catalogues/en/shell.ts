/** The frame of all pages, the session, and parts that several pages share. */
export default {
  "app.name": "Portolan",
  "app.skip": "Skip to the content",
  "app.navigation": "Main",

  "nav.find": "Find",
  "nav.work": "Work",
  "nav.clocks": "Clocks",
  "nav.cases": "Cases",
  "nav.cooperation": "Cooperation",
  "nav.chain": "Chain",
  "nav.verify": "Verify",
  "nav.participants": "Participants",
  "nav.exchange": "Exchange",

  "live.live": "Live",
  "live.connecting": "Connecting …",
  "live.offline": "Offline",
  "live.since":
    "The gateway has not answered since {time}. This page shows the data read until then, and continues when the gateway answers.",

  "session.title": "Sign in",
  "session.lead":
    "Use an API key of your organisation. The browser keeps it in a cookie that no script can read, until you sign out or close the browser.",
  "session.expired": "Your session has ended. Sign in again to continue; your input is kept.",
  "session.key": "API key",
  "session.keyHint": "An API key starts with ptl_. The operator of this gateway issues it.",
  "session.enter": "Sign in",
  "session.entering": "Signing in …",
  "session.leave": "Sign out",
  "session.notLeft": "The sign-out failed",
  "session.insecure":
    "The browser keeps no session because this page was not loaded over HTTPS. Use HTTPS, or 127.0.0.1 on the gateway’s own machine.",
  "session.verify": "You need no key to verify an evidence file:",
  "session.as": "Signed in as {name}",

  "state.loading": "Loading …",
  "state.retry": "Try again",
  "state.failed": "This data could not be loaded.",
  "state.outdated": "This list has changed since you opened it.",
  "state.again": "Reload the list",
  "state.unreachable": "The gateway is unreachable.",

  "time.there": "{time} local time",
  "time.exact": "{time} UTC",

  "confirm.leave": "Cancel",

  "copy.copy": "Copy {what}",
  "copy.done": "Copied",
} as const;
