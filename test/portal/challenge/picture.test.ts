import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawsFrom } from '../../../src/challenge/chance.js';
import { drawPicture, inkLevels, paperLevels, pictureSize } from '../../../src/challenge/picture.js';

const seeded = (seed: number) => drawsFrom(Buffer.alloc(16, seed));

/** Grey of each pixel, 0 to 255. */
function read(file: Buffer) {
  const { width, height, data } = PNG.sync.read(file);
  return { width, height, grey: Array.from({ length: width * height }, (_, n) => data[n * 4] ?? 0) };
}

function luminance(grey: number): number {
  const part = grey / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

test('a picture is a PNG of twice the pixels it is shown with', () => {
  const { width, height } = read(drawPicture('40718', seeded(1)));
  expect({ width, height }).toEqual({ width: 2 * pictureSize.width, height: 2 * pictureSize.height });
});

test('the lightest ink on the darkest paper has a contrast of at least 4.5:1, and there is nothing lighter than ink in a stroke', () => {
  const [ink, paper] = [inkLevels[1] * 17, paperLevels[0] * 17];
  expect((luminance(paper) + 0.05) / (luminance(ink) + 0.05)).toBeGreaterThan(4.5);
  for (const seed of [1, 2, 3, 4]) {
    const { grey } = read(drawPicture('86019', seeded(seed)));
    const [dark, light] = [grey.filter((one) => one <= ink).length, grey.filter((one) => one >= paper).length];
    // Five strokes; and what is neither is the soft edge of them.
    expect(dark / grey.length).toBeGreaterThan(0.05);
    expect(light / grey.length).toBeGreaterThan(0.75);
    expect(1 - (dark + light) / grey.length).toBeLessThan(0.06);
  }
});

test('each digit has ink in its own fifth, and none is cut off at the edge', () => {
  const { width, height, grey } = read(drawPicture('11111', seeded(9)));
  const inkIn = (from: number, to: number) =>
    grey.filter((one, n) => one <= 51 && n % width >= from && n % width < to).length;
  for (let place = 0; place < 5; place++)
    expect(inkIn((width / 5) * place, (width / 5) * (place + 1))).toBeGreaterThan(250);
  const rows = [grey.slice(0, width), grey.slice(-width)];
  // A dot or a hair line at most.
  for (const row of rows) expect(row.filter((one) => one <= 51).length).toBeLessThan(12);
  expect(height).toBe(144);
});

test('each picture of the same digits is another; with the same chance it is the same', () => {
  const files = [1, 2, 3, 4, 5].map((seed) => drawPicture('40718', seeded(seed)).toString('base64'));
  expect(new Set(files).size).toBe(5);
  expect(drawPicture('40718', seeded(1)).toString('base64')).toBe(files[0]);
});

test('it is small enough for an old phone', () => {
  for (const seed of [1, 2, 3]) expect(drawPicture('88888', seeded(seed)).length).toBeLessThan(16_000);
});
