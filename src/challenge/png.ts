import { crc32, deflateSync } from 'node:zlib';

/** Grey in sixteen levels, row by row from the upper left; 0 is black, 15 is white. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Four bits a pixel, grey, nothing interlaced. */
const form = [4, 0, 0, 0, 0];

/** @returns a PNG with two pixels in a byte. Filters would not help: what is in these pictures is noise. */
export function png({ width, height, levels }: GreyPicture): Buffer {
  const bytesInRow = Math.ceil(width / 2) + 1;
  const raw = Buffer.alloc(bytesInRow * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * bytesInRow + 1 + (column >> 1);
      const level = levels[row * width + column] ?? 0;
      raw[at] = (raw[at] ?? 0) | (column % 2 === 0 ? level << 4 : level);
    }
  }
  const header = Buffer.alloc(8);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    signature,
    chunk('IHDR', Buffer.concat([header, Buffer.from(form)])),
    chunk('IDAT', deflateSync(raw, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
