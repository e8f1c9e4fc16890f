import { decodeQR } from 'qr/decode.js';
import { type Pixels, readPng } from './png-reader.js';

/** @returns what the QR code in a PNG holds, or in words why nobody knows */
export function textInPicture(bytes: Buffer): { readonly text: string } | { readonly problem: string } {
  const pixels = readPng(bytes);
  if (typeof pixels === 'string') return { problem: pixels };
  const text = textIn(pixels) ?? textIn(withoutSpecks(pixels));
  return text === null
    ? { problem: 'shows no QR code that can be read. Cut the code out, or take another picture.' }
    : { text };
}

function textIn(pixels: Pixels): string | null {
  try {
    return decodeQR(pixels, { effort: Number.POSITIVE_INFINITY, timeLimit: Number.POSITIVE_INFINITY });
  } catch {
    return null;
  }
}

/** Each pixel becomes the middle one of itself and its four neighbours by brightness: single specks vanish, edges stay. */
function withoutSpecks({ width, height, data }: Pixels): Pixels {
  const smooth = new Uint8ClampedArray(data.length).fill(255);
  const at = (x: number, y: number): number => {
    const place = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4;
    return ((data[place] ?? 0) + 2 * (data[place + 1] ?? 0) + (data[place + 2] ?? 0)) >> 2;
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const around = [at(x, y), at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1)].sort((a, b) => a - b);
      smooth.fill(around[2] ?? 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { width, height, data: smooth };
}
