import type { DirectoryEvent } from "../domain/directory/directory-event.ts";
import type { SignedChange } from "./change-typed-data.ts";

/** The change that a participant signed for an event. A stop has none, since a guardian sends it. */
export function signedChangeOf(event: Exclude<DirectoryEvent, { event: "MemberChangeStopped" }>): SignedChange {
  if (event.event === "EncryptionKeyEnded") return { type: "KeyEnd", message: event.end };
  const type = event.event === "MemberPublished" ? "Publication" : "Recovery";
  return { type, message: event.publication };
}
