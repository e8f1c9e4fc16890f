import { between, type Draw } from './chance.js';
import type { Recordings } from './recordings.js';
import { type Samples, sampleRate, writeWav } from './wav.js';

const lead = { least: 0.4, most: 0.8 };
/** Seconds between two digits. */
const gap = { least: 0.25, most: 0.6 };
/** How much faster or slower, and so higher or lower, a digit is said. */
const speed = { least: 0.9, most: 1.1 };
/** A voice far away, backwards, so that nobody takes it for a digit. */
const murmur = 0.06;
/** The rustle is as loud for so many samples: 8 ms. */
const swellStep = 64;

/**
 * Says the digits: each by a voice of its own, at a speed of its own, with other pauses, in the noise of a room where others murmur. Another sound each time;
 * the voices are always the same, so that a machine that compares them with many samples finds them out: limits hold with the code taken as solved.
 * @param digits such as `40718`
 * @returns a WAV file of about five seconds
 */
export function saySound(digits: string, recordings: Recordings, draw: Draw): Buffer {
  const pauses = [...digits].map((_, place) => inSamples(draw, place === 0 ? lead : gap));
  const said = [...digits].map((digit) => sayDigit(Number(digit), recordings, draw));
  const tail = inSamples(draw, lead);
  const sum = (lengths: readonly number[]) => lengths.reduce((all, one) => all + one, 0);
  const samples = roomNoise(sum(pauses) + sum(said.map(({ length }) => length)) + tail, recordings, draw);
  let at = 0;
  for (const [place, digit] of said.entries()) {
    at += pauses[place] ?? 0;
    add(samples, digit, at, between(draw, 0.85, 1.05));
    at += digit.length;
  }
  return writeWav(samples);
}

function inSamples(draw: Draw, { least, most }: typeof gap): number {
  return Math.round(between(draw, least, most) * sampleRate);
}

function anyVoice(digit: number, recordings: Recordings, draw: Draw): Samples {
  const voices = recordings[digit] ?? [];
  return voices[Math.floor(draw() * voices.length)] ?? new Float32Array();
}

/** A recording, said faster or slower. */
function sayDigit(digit: number, recordings: Recordings, draw: Draw): Samples {
  const recording = anyVoice(digit, recordings, draw);
  const rate = between(draw, speed.least, speed.most);
  const said = new Float32Array(Math.floor(recording.length / rate));
  for (let n = 0; n < said.length; n++) {
    const before = Math.floor(n * rate);
    const part = n * rate - before;
    said[n] = (recording[before] ?? 0) * (1 - part) + (recording[before + 1] ?? 0) * part;
  }
  return said;
}

/** A dull rustle that swells and falls, and murmuring. */
function roomNoise(length: number, recordings: Recordings, draw: Draw): Samples {
  const samples = new Float32Array(length);
  const [dull, loud, swell, begins] = [
    between(draw, 0.55, 0.85),
    between(draw, 0.012, 0.02),
    between(draw, 1, 3),
    draw() * 2 * Math.PI,
  ];
  let last = 0;
  let now = 0;
  for (let n = 0; n < length; n++) {
    if (n % swellStep === 0) {
      now = (loud * (1.4 + Math.sin((2 * Math.PI * n) / (swell * sampleRate) + begins))) / (1 - dull);
    }
    last = dull * last + (1 - dull) * (draw() * 2 - 1);
    samples[n] = last * now;
  }
  for (let at = 0; at < length; at += inSamples(draw, gap)) {
    const far = anyVoice(Math.floor(draw() * 10), recordings, draw).toReversed();
    add(samples, far, at, murmur);
    at += far.length;
  }
  return samples;
}

function add(samples: Samples, one: Samples, at: number, gain: number): void {
  for (let n = 0; n < one.length && at + n < samples.length; n++) {
    samples[at + n] = (samples[at + n] ?? 0) + gain * (one[n] ?? 0);
  }
}
