import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../authored/problem.js';
import { SchemasRefused } from '../schemas/schema.js';
import { readWav, type Samples, sampleRate } from './wav.js';

/** For each digit, how each of the voices says it. */
export type Recordings = readonly (readonly Samples[])[];

const voices = [1, 2, 3];
const longestSeconds = 1.5;
/** All are made as loud as this: a voice that is heard better than another would be a hint, and a quiet one is not understood. */
const loudness = 0.13;

const remedy = `must be a WAV file of 16 bits, one channel and ${sampleRate} samples a second, at most ${longestSeconds} s long. Put one there, or delete the folder: then those of the package are used.`;

/**
 * Reads `data/challenge/`: the ten digits, by each voice.
 * @param folder the `data/` folder
 * @param packaged the one of the package, for a folder of content without recordings
 * @throws SchemasRefused with every file that cannot be used
 */
export function loadRecordings(folder: string, packaged: string): Recordings {
  const from = [folder, packaged].map((data) => join(data, 'challenge')).find((path) => existsSync(path)) ?? folder;
  const problems: Problem[] = [];
  const read = (name: string): Samples => {
    const file = join(from, name);
    const samples = existsSync(file) ? readWav(readFileSync(file)) : null;
    if (samples !== null && samples.length > 0 && samples.length <= longestSeconds * sampleRate)
      return asLoudAsAll(samples);
    problems.push({ file, line: 1, column: 1, path: '', message: remedy });
    return new Float32Array();
  };
  const recordings = Array.from({ length: 10 }, (_, digit) => voices.map((voice) => read(`${digit}-${voice}.wav`)));
  if (problems.length > 0) throw new SchemasRefused(problems);
  return recordings;
}

function asLoudAsAll(samples: Samples): Samples {
  let power = 0;
  for (const one of samples) power += one * one;
  power /= samples.length;
  const gain = power > 0 ? loudness / Math.sqrt(power) : 0;
  return samples.map((one) => Math.max(-1, Math.min(1, one * gain)));
}
