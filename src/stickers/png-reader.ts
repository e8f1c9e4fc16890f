import { inflateSync } from 'node:zlib';
import { pngSignature } from './png-writer.js';

/** A picture as its pixels: red, green, blue and opacity, a byte each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Larger than any photograph of a sticker. */
const mostPixels = 64_000_000;
/** How many samples a pixel has, by the colour type of the header. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Reads a PNG (ISO/IEC 15948) of any colour type, but for interlaced ones.
 * @returns its pixels, or in words why it cannot be read
 */
export function readPng(bytes: Buffer): Pixels | string {
  if (!bytes.subarray(0, 8).equals(pngSignature)) return 'is no PNG. Save the picture as PNG.';
  try {
    return decoded(bytes);
  } catch {
    return 'is a damaged PNG. Save the picture again.';
  }
}

function decoded(bytes: Buffer): Pixels | string {
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const [depth = 0, colour = 0, , , interlaced = 0] = bytes.subarray(24, 29);
  const samples = samplesOf[colour];
  if (samples === undefined) return 'is a damaged PNG. Save the picture again.';
  if (interlaced !== 0) return 'is an interlaced PNG. Save the picture without that.';
  if (width * height > mostPixels) return 'is too large. Cut out the code.';
  let palette: Buffer = Buffer.alloc(0);
  const packed: Buffer[] = [];
  for (let place = 8; place + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(place);
    const type = bytes.toString('ascii', place + 4, place + 8);
    const data = bytes.subarray(place + 8, place + 8 + length);
    if (type === 'PLTE') palette = data;
    if (type === 'IDAT') packed.push(data);
    place += length + 12;
  }
  const stride = Math.ceil((width * samples * depth) / 8);
  const rows = inflateSync(Buffer.concat(packed), { maxOutputLength: (stride + 1) * height });
  unfilter(rows, stride, height, Math.max(1, (samples * depth) >> 3));
  const sampleAt = samplesIn(rows, stride, depth);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sample = (place: number) => sampleAt(y, x * samples + place);
      const grey = colour === 3 ? 0 : sample(0);
      const index = sample(0) * 3;
      const [red, green, blue] =
        colour === 3
          ? palette.subarray(index, index + 3)
          : colour & 2
            ? [grey, sample(1), sample(2)]
            : [grey, grey, grey];
      const opacity = colour === 4 ? sample(1) : colour === 6 ? sample(3) : 255;
      // What shines through is paper.
      const on = (one = 0) => (one * opacity + 255 * (255 - opacity)) / 255;
      data.set([on(red), on(green), on(blue), 255], (y * width + x) * 4);
    }
  return { width, height, data };
}

/** Undoes the filter that each row says of itself, in place. */
function unfilter(rows: Buffer, stride: number, height: number, pixelBytes: number): void {
  const at = (y: number, x: number): number => (x < 0 || y < 0 ? 0 : (rows[y * (stride + 1) + 1 + x] ?? 0));
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; filter !== 0 && x < stride; x++) {
      const [left, up, upLeft] = [at(y, x - pixelBytes), at(y - 1, x), at(y - 1, x - pixelBytes)];
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, upLeft);
      rows[y * (stride + 1) + 1 + x] = at(y, x) + guess;
    }
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const [a, b, c] = [Math.abs(up - upLeft), Math.abs(left - upLeft), Math.abs(left + up - 2 * upLeft)];
  return a <= b && a <= c ? left : b <= c ? up : upLeft;
}

/** @returns reads a sample, from 0 to 255; the number of a colour in the palette is left as it is */
function samplesIn(rows: Buffer, stride: number, depth: number): (y: number, place: number) => number {
  const most = (1 << depth) - 1;
  return (y, place) => {
    const begin = y * (stride + 1) + 1;
    if (depth >= 8) return rows[begin + place * (depth >> 3)] ?? 0;
    const bit = place * depth;
    const value = ((rows[begin + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & most;
    return (value * 255) / most;
  };
}
