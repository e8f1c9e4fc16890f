type Point = readonly [x: number, y: number];

/** A digit is one wide and one and a half high, from its upper left corner on. */
export const glyphHeight = 1.5;

const cells = 32;
/** Around each digit there is so much that a wide stroke has room. */
const border = 0.35;
const columns = Math.ceil((1 + 2 * border) * cells) + 1;
const rows = Math.ceil((glyphHeight + 2 * border) * cells) + 1;

/** A part of an ellipse, clockwise on the screen; angles in degrees, 0 to the right. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Point[] {
  const steps = Math.max(4, Math.ceil(Math.abs(to - from) / 15));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** The strokes of each digit. A one has a foot, so that it is no seven. */
const strokes: readonly (readonly (readonly Point[])[])[] = [
  [arc(0.5, 0.75, 0.44, 0.75, 0, 360)],
  [
    [
      [0.2, 0.3],
      [0.55, 0],
      [0.55, 1.5],
    ],
    [
      [0.2, 1.5],
      [0.9, 1.5],
    ],
  ],
  [[...arc(0.5, 0.42, 0.42, 0.42, -170, 25), [0.06, 1.5], [0.96, 1.5]]],
  [[...arc(0.46, 0.38, 0.4, 0.38, -150, 80), ...arc(0.46, 1.1, 0.46, 0.4, -80, 150)]],
  [
    [
      [0.72, 1.5],
      [0.72, 0],
      [0.04, 1.06],
      [1, 1.06],
    ],
  ],
  [[[0.88, 0], [0.18, 0], [0.12, 0.68], ...arc(0.46, 1.04, 0.46, 0.46, -130, 145)]],
  [[[0.78, 0], [0.36, 0.42], ...arc(0.5, 1.05, 0.43, 0.45, -170, 200)]],
  [
    [
      [0.04, 0],
      [0.96, 0],
      [0.36, 1.5],
    ],
  ],
  [arc(0.5, 0.36, 0.36, 0.36, 90, 450), arc(0.5, 1.11, 0.43, 0.39, -90, 270)],
  [[[0.22, 1.5], [0.64, 1.08], ...arc(0.5, 0.45, 0.43, 0.45, 10, 380)]],
];

function distanceTo(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** How far each point of a grid is from the digit's strokes. */
function fieldOf(digit: readonly (readonly Point[])[]): Float32Array {
  const field = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column / cells - border, row / cells - border];
      let nearest = 9;
      for (const stroke of digit) {
        for (let n = 1; n < stroke.length; n++) {
          nearest = Math.min(nearest, distanceTo(x, y, stroke[n - 1] as Point, stroke[n] as Point));
        }
      }
      field[row * columns + column] = nearest;
    }
  }
  return field;
}

let fields: readonly Float32Array[] | null = null;

/**
 * How far a point is from the strokes of a digit, so that it may be drawn with any width of pen; more than any pen outside of the digit's place.
 * @param digit 0 to 9
 */
export function distanceFrom(digit: number, x: number, y: number): number {
  fields ??= strokes.map(fieldOf);
  const across = (x + border) * cells;
  const down = (y + border) * cells;
  const column = Math.floor(across);
  const row = Math.floor(down);
  if (column < 0 || row < 0 || column >= columns - 1 || row >= rows - 1) return 9;
  const field = fields[digit] as Float32Array;
  const right = across - column;
  const below = down - row;
  const at = row * columns + column;
  const upper = (field[at] as number) * (1 - right) + (field[at + 1] as number) * right;
  const lower = (field[at + columns] as number) * (1 - right) + (field[at + columns + 1] as number) * right;
  return upper * (1 - below) + lower * below;
}
