import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { toBase32 } from '../../src/stickers/base32.js';
import { readPng } from '../../src/stickers/png-reader.js';
import { qrModules, qrPng, qrSvg } from '../../src/stickers/qr-drawing.js';
import { textInPicture } from '../../src/stickers/qr-reading.js';

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary: wasmBinary as ArrayBuffer }, fireImmediately: true });
});

/** As long as a signature, and the same in each run: whether a picture is read is not to be left to chance. */
const signature = toBase32(hash('sha512', 'a signature', 'buffer'));
const stickers = [
  ['a car', `HTTPS://HOTLINE.EXAMPLE/V/221865233729.1.K7QF3D.JTEBU5JR6G5003291.${signature}`],
  ['a bottle', `HTTPS://HOTLINE.EXAMPLE/W/409334585274.1.K7QF3D.20140805.${signature}`],
] as const;
const [[, ofCar]] = stickers;

/** The picture turned about its middle, with room around it, and one pixel in a hundred turned to the opposite. */
function worn(png: Buffer, degrees: number, noise = 7): PNG {
  const from = PNG.sync.read(png);
  const size = Math.ceil(from.width * 1.3);
  const to = new PNG({ width: size, height: size });
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  let seed = noise;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const [dx, dy] = [x - size / 2, y - size / 2];
      const [sx, sy] = [
        Math.round(cos * dx + sin * dy + from.width / 2),
        Math.round(cos * dy - sin * dx + from.height / 2),
      ];
      const isIn = sx >= 0 && sy >= 0 && sx < from.width && sy < from.height;
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      const grey = isIn ? (from.data[(sy * from.width + sx) * 4] ?? 255) : 255;
      to.data.fill((seed >> 8) % 100 === 0 ? 255 - grey : grey, (y * size + x) * 4, (y * size + x) * 4 + 3);
      to.data[(y * size + x) * 4 + 3] = 255;
    }
  return to;
}

/** Pictures of one code, turned by 8 degrees, one pixel in a hundred turned to its opposite, each time others, as whoever holds a phone takes several until one is read. */
const frames = (address: string) => [7, 8, 9].map((noise) => worn(qrPng(address), 8, noise));

describe.each(stickers)('the code of %s, worn', (_, address) => {
  test('is read by jsqr', () => {
    const read = frames(address).map(
      ({ width, height, data }) => jsQR(new Uint8ClampedArray(data), width, height)?.data,
    );
    expect(read).toContain(address);
  });

  test('is read by zxing', async () => {
    for (const { width, height, data } of frames(address)) {
      const pixels = { width, height, data: new Uint8ClampedArray(data), colorSpace: 'srgb' } as ImageData;
      expect((await readBarcodes(pixels)).map(({ text }) => text)).toEqual([address]);
    }
  });

  test('is read by yibo verify', () => {
    for (const frame of frames(address)) expect(textInPicture(PNG.sync.write(frame))).toEqual({ text: address });
  });
});

test('a code is 45 modules wide, and its SVG has the border that readers want', () => {
  expect(qrModules(ofCar)).toHaveLength(45);
  expect(qrSvg(ofCar)).toContain('viewBox="0 0 53 53"');
});

describe('a PNG is read as others write it', () => {
  const picture = () => PNG.sync.read(qrPng(ofCar, 3));
  test.each([
    ['grey', { colorType: 0 as const }],
    ['grey with opacity', { colorType: 4 as const }],
    ['colour', { colorType: 2 as const }],
    ['colour with opacity', { colorType: 6 as const }],
  ])('%s', (_, options) => {
    const png = PNG.sync.write(picture(), options);
    expect(textInPicture(png)).toEqual({ text: ofCar });
    const read = readPng(png);
    expect(typeof read === 'string' ? read : Buffer.from(read.data).equals(picture().data)).toBe(true);
  });

  test('and what is none, is cut short or shows no code is said to be so', () => {
    const png = qrPng(ofCar);
    const problem = (bytes: Buffer) => (textInPicture(bytes) as { problem: string }).problem;
    expect(problem(Buffer.from('GIF89a'))).toMatch(/no PNG/);
    expect(problem(png.subarray(0, 300))).toMatch(/damaged/);
    expect(problem(PNG.sync.write(new PNG({ width: 80, height: 80 })))).toMatch(/no QR code/);
  });
});
