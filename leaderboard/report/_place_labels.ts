/** A dot in pixels and its label. */
export interface LabelledDot {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where a label may stand, seen from its dot. */
export interface Place {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: "start" | "middle" | "end";
}

/** The places, the best first. */
export const PLACES: readonly Place[] = [
  { dx: 0, dy: -12, anchor: "middle" },
  { dx: 9, dy: 0, anchor: "start" },
  { dx: -9, dy: 0, anchor: "end" },
  { dx: 0, dy: 12, anchor: "middle" },
  { dx: -4, dy: -12, anchor: "end" },
  { dx: 4, dy: 12, anchor: "start" },
];

/** Room that is taken, or that there is. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Half of the room that a dot takes, and a line of text. */
const DOT = 5, LINE = 7;
/** Width of a letter of 11 pixels, generously. */
const LETTER = 6;

/**
 * Finds a place for each label where it covers no dot, line or other label, and does not leave the frame;
 * those that come first choose first, and who finds none goes without.
 */
export function placeLabels(
  dots: readonly LabelledDot[],
  { frame, lines = [] }: { readonly frame: Box; readonly lines?: readonly Box[] },
): (Place | undefined)[] {
  const taken = [...dots.map(({ x, y }) => around(x, y, { width: DOT, height: DOT })), ...lines];
  return dots.map((dot, at) => {
    const found = PLACES.find((place) => {
      const box = labelBox(dot, place);
      return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top &&
        box.bottom <= frame.bottom &&
        taken.every((other, i) => i === at || !overlap(box, other));
    });
    if (found) taken.push(labelBox(dot, found));
    return found;
  });
}

function labelBox({ x, y, text }: LabelledDot, { dx, dy, anchor }: Place): Box {
  const width = LETTER * text.length / 2;
  const middle = x + dx + (anchor === "start" ? width : anchor === "end" ? -width : 0);
  return around(middle, y + dy, { width, height: LINE });
}

function around(
  x: number,
  y: number,
  half: { readonly width: number; readonly height: number },
): Box {
  return {
    ...{ left: x - half.width, right: x + half.width },
    ...{ top: y - half.height, bottom: y + half.height },
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
