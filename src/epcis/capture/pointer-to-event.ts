/** Makes the JSON Pointer to an event. @param list pointer to the list; empty if the event is the whole document. */
export function pointerToEvent(list: string, index: number): string {
  return list === "" ? "" : `${list}/${index}`;
}
