/** The member of a handover's record that its recipient gets only after the release. */
export const HANDED_OVER_MEMBER = "content";
