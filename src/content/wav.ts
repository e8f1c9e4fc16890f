/** What is known of a recording by its bytes. */
export interface Wav {
  readonly seconds: number;
  /** Samples a second. */
  readonly rate: number;
}

/** PCM, A-law and µ-law: what telephone networks carry. */
const encodings: Readonly<Record<number, readonly number[]>> = { 1: [16], 6: [8], 7: [8] };
const formats = new Set([8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]);

/**
 * Reads the head of a WAV file.
 * @returns what it is, or why a telephone could not play it
 */
export function readWav(bytes: Buffer): Wav | string {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return 'is no WAV file. Export it as WAV.';
  let format: { readonly rate: number; readonly bytesASecond: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ') {
      if (body + 16 > bytes.length) break;
      const complaint = complaintOf(bytes, body);
      if (complaint !== null) return complaint;
      format = { rate: bytes.readUInt32LE(body + 4), bytesASecond: bytes.readUInt32LE(body + 8) };
    }
    if (name === 'data' && format) {
      const there = Math.min(length, bytes.length - body);
      return there < length
        ? 'ends before its sound does. Copy it again.'
        : { seconds: there / format.bytesASecond, rate: format.rate };
    }
    at = body + length + (length % 2);
  }
  return 'holds no sound. Export it again.';
}

function complaintOf(bytes: Buffer, at: number): string | null {
  const [encoding, channels, rate] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2), bytes.readUInt32LE(at + 4)];
  const bits = bytes.readUInt16LE(at + 14);
  if (!encodings[encoding]?.includes(bits))
    return 'is encoded otherwise. Export it as 16-bit PCM, or as 8-bit µ-law or A-law.';
  if (channels !== 1) return 'has two channels. Export it as mono.';
  return formats.has(rate) ? null : `has ${rate} samples a second. Export it with 8000 or 16000.`;
}
