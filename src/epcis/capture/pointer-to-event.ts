/** JSON Pointer to an event; a single event is the document itself, and its list has no pointer. */
export function pointerToEvent(list: string, index: number): string {
  return list === "" ? "" : `${list}/${index}`;
}
