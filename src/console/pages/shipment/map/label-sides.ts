/** A mark on the map with the width of its label, in pixels. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Pixels between a mark and its label. */
export const LABEL_AT = 9;
const LINE = 14;

/**
 * The side of each label: right of its mark, or left when another mark or label takes the right and the left is free.
 */
export function labelSides(marks: readonly Labelled[]): readonly ("left" | "right")[] {
  const taken = marks.map(({ x, y }) => ({ from: x - LABEL_AT, until: x + LABEL_AT, y }));
  return marks.map(({ x, y, width }, index) => {
    const right = { from: x + LABEL_AT, until: x + LABEL_AT + width, y };
    const left = { from: x - LABEL_AT - width, until: x - LABEL_AT, y };
    const isFree = (place: typeof right) =>
      taken.every(
        (other, at) =>
          at === index || Math.abs(other.y - place.y) > LINE || other.until <= place.from || other.from >= place.until,
      );
    const isLeft = !isFree(right) && isFree(left);
    taken.push(isLeft ? left : right);
    return isLeft ? "left" : "right";
  });
}
