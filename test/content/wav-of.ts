interface Made {
  readonly seconds: number;
  readonly rate?: number;
  readonly channels?: number;
  readonly encoding?: number;
  readonly bits?: number;
}

/** Makes a WAV file of silence. */
export function wavOf({ seconds, rate = 8000, channels = 1, encoding = 1, bits = 16 }: Made): Buffer {
  const frame = (channels * bits) / 8;
  const sound = Buffer.alloc(Math.round(seconds * rate) * frame);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(encoding, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * frame, 28);
  head.writeUInt16LE(frame, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}
