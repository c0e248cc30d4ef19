/** Folders of the keystores in KEYSTORE_DIR, by the use of the keys. */
export const KEY_FOLDERS = { participants: "participants", relays: "relays", governor: "governor" } as const;
