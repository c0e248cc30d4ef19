/**
 * The item at an index that the caller knows to exist.
 *
 * @throws RangeError when it does not exist, so that the mistake shows here and not later as `undefined`.
 */
export function itemAt<Item>(items: ArrayLike<Item>, index: number): Item {
  if (index < 0 || index >= items.length) throw new RangeError(`no item ${index} among ${items.length}`);
  return items[index] as Item;
}
