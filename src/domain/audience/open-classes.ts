import { VIEW_CLASSES, type FieldClass, type View } from "./view.ts";

/** The classes of members that a reader gets: those that its view opens, and that are held. */
export function openClasses(view: View, held: View): ReadonlySet<FieldClass> {
  return new Set([...VIEW_CLASSES[view]].filter((each) => VIEW_CLASSES[held].has(each)));
}

/** Whether everything is held that a view opens. */
export function isHeldWhole(view: View, held: View): boolean {
  return [...VIEW_CLASSES[view]].every((each) => VIEW_CLASSES[held].has(each));
}
