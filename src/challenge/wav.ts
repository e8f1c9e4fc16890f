/** Sound of one channel, from -1 to 1, so many samples a second as {@link sampleRate}. */
export type Samples = Float32Array;

export const sampleRate = 8000;

/** @returns the samples of a WAV file of 16-bit PCM; null where it is another one */
export function readWav(file: Buffer): Samples | null {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    return null;
  let isOurForm = false;
  for (let at = 12; at + 8 <= file.length; ) {
    const [kind, length] = [file.toString('latin1', at, at + 4), file.readUInt32LE(at + 4)];
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === 'fmt ' && body.length >= 16) {
      const [coding, channels, rate, bits] = [0, 2, 4, 14].map((place) => body.readUInt16LE(place));
      isOurForm = coding === 1 && channels === 1 && rate === sampleRate && bits === 16;
    }
    if (kind === 'data') {
      return isOurForm ? samplesIn(body) : null;
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

function samplesIn(body: Buffer): Samples {
  const samples = new Float32Array(body.length >> 1);
  for (let n = 0; n < samples.length; n++) samples[n] = body.readInt16LE(n * 2) / 32_768;
  return samples;
}

/** @returns a WAV file of 8-bit PCM: half the bytes, and the noise in it hides what that costs */
export function writeWav(samples: Samples): Buffer {
  const headerLength = 44;
  const file = Buffer.alloc(headerLength + samples.length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(headerLength - 8 + samples.length, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  for (const [place, value] of [1, 1].entries()) file.writeUInt16LE(value, 20 + place * 2);
  for (const [place, value] of [sampleRate, sampleRate].entries()) file.writeUInt32LE(value, 24 + place * 4);
  for (const [place, value] of [1, 8].entries()) file.writeUInt16LE(value, 32 + place * 2);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length, 40);
  for (let n = 0; n < samples.length; n++) {
    file[headerLength + n] = Math.max(0, Math.min(255, Math.round(128 + 127 * (samples[n] ?? 0))));
  }
  return file;
}
