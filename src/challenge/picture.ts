import { between, type Draw } from './chance.js';
import { distanceFrom, glyphHeight } from './glyphs.js';
import { type GreyPicture, png } from './png.js';

/** As it is shown, in pixels of the page; there are twice as many in the picture, for screens that have them. */
export const pictureSize = { width: 220, height: 72 };

const [width, height] = [pictureSize.width * 2, pictureSize.height * 2];
/** Levels of sixteen. The lightest ink on the darkest paper has a contrast of more than 9:1; WCAG 2.2 asks for 4.5:1. */
export const inkLevels = [0, 3] as const;
export const paperLevels = [14, 15] as const;

/**
 * Draws the digits by strokes, each turned, leaning, of its own size and pen, all bent by waves, with hair lines and dots: for people to read at a glance, and
 * for a machine not by comparing shapes. A machine that is made for it reads it all the same: limits hold with the code taken as solved.
 * @param digits such as `40718`
 * @returns a PNG of grey levels
 */
export function drawPicture(digits: string, draw: Draw): Buffer {
  const levels = new Uint8Array(width * height);
  for (let at = 0; at < levels.length; at++) levels[at] = paperLevels[draw() < 0.5 ? 0 : 1];
  const picture = { width, height, levels };
  const bend = wavesFrom(draw);
  const pitch = width / (digits.length + 0.6);
  for (const [place, digit] of [...digits].entries())
    drawDigit(picture, Number(digit), pitch * (place + 0.8), bend, draw);
  for (let line = 0; line < 2; line++) drawLine(picture, draw);
  for (let dot = 0; dot < 70; dot++) inkIn(picture, draw() * width, draw() * height, 1, between(draw, 0, 3));
  return png(picture);
}

/** How far each row is pushed aside, and each column up or down. */
interface Bend {
  readonly ofRow: Float32Array;
  readonly ofColumn: Float32Array;
}

function wavesFrom(draw: Draw): Bend {
  const wave = (count: number, most: number) => {
    const [size, length, begins] = [between(draw, most / 2, most), between(draw, 90, 170), draw() * 2 * Math.PI];
    return new Float32Array(count).map((_, at) => size * Math.sin((2 * Math.PI * at) / length + begins));
  };
  return { ofRow: wave(height, 6), ofColumn: wave(width, 8) };
}

function drawDigit(picture: GreyPicture, digit: number, middle: number, bend: Bend, draw: Draw): void {
  const size = between(draw, 46, 54);
  const turned = (between(draw, -14, 14) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turned) / size, Math.sin(turned) / size];
  const lean = between(draw, -0.15, 0.15);
  const [centreX, centreY] = [middle + between(draw, -4, 4), height / 2 + between(draw, -8, 8)];
  const pen = between(draw, 0.075, 0.1);
  const ink = between(draw, ...inkLevels);
  const reach = size * 1.15;
  for (let y = Math.max(0, Math.floor(centreY - reach)); y < Math.min(height, centreY + reach); y++) {
    for (let x = Math.max(0, Math.floor(centreX - reach)); x < Math.min(width, centreX + reach); x++) {
      const dx = x - centreX + (bend.ofRow[y] ?? 0);
      const dy = y - centreY + (bend.ofColumn[x] ?? 0);
      const down = dy * cos - dx * sin;
      const away = distanceFrom(digit, dx * cos + dy * sin + lean * down + 0.5, down + glyphHeight / 2);
      // Half a pixel on either side of the edge is between ink and paper.
      inkAt(picture, x, y, Math.min(1, (pen - away) * size + 0.5), ink);
    }
  }
}

/** A hair line from one side to the other. */
function drawLine(picture: GreyPicture, draw: Draw): void {
  const [middle, size, length] = [between(draw, 30, height - 30), between(draw, 8, 26), between(draw, 120, 320)];
  const [begins, ink] = [draw() * 2 * Math.PI, between(draw, ...inkLevels)];
  for (let x = 0; x < width; x += 0.5) {
    inkIn(picture, x, middle + size * Math.sin((2 * Math.PI * x) / length + begins), 0.8, ink);
  }
}

/** A dot of that radius. */
function inkIn(picture: GreyPicture, centreX: number, centreY: number, radius: number, ink: number): void {
  for (let y = Math.floor(centreY - radius); y <= centreY + radius + 1; y++) {
    for (let x = Math.floor(centreX - radius); x <= centreX + radius + 1; x++) {
      inkAt(picture, x, y, Math.min(1, radius + 0.5 - Math.hypot(x - centreX, y - centreY)), ink);
    }
  }
}

function inkAt({ levels }: GreyPicture, x: number, y: number, covered: number, ink: number): void {
  if (covered <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
  const at = y * width + x;
  const paper = levels[at] ?? 0;
  levels[at] = Math.min(paper, Math.round(paper * (1 - covered) + ink * covered));
}
