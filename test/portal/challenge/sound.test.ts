import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { drawsFrom } from '../../../src/challenge/chance.js';
import { loadRecordings } from '../../../src/challenge/recordings.js';
import { saySound } from '../../../src/challenge/sound.js';
import { sampleRate } from '../../../src/challenge/wav.js';
import { installation } from '../../../src/service/installation.js';

const { data } = installation();
const recordings = loadRecordings(data, data);
const seeded = (seed: number) => drawsFrom(Buffer.alloc(16, seed));

/** Digits that are whistled: a machine hears them without a mistake, at any of the speeds. */
const whistle = (digit: number) => 360 * 1.28 ** digit;
const whistles = Array.from({ length: 10 }, (_, digit) =>
  [1, 2, 3].map(() =>
    Float32Array.from({ length: 3200 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * whistle(digit) * n) / sampleRate)),
  ),
);

interface Heard {
  readonly digit: number;
  readonly from: number;
  readonly to: number;
}

/** What is whistled, and when, in seconds: loud stretches, by how often they cross the middle. */
function hear(file: Buffer): readonly Heard[] {
  const samples = [...file.subarray(44)].map((one) => (one - 128) / 128);
  const frame = 80;
  const heard: { from: number; to: number; crossings: number }[] = [];
  for (let at = 0; at + frame <= samples.length; at += frame) {
    const piece = samples.slice(at, at + frame);
    if (Math.max(...piece.map(Math.abs)) < 0.3) continue;
    const crossings = piece.filter((one, n) => n > 0 && one >= 0 !== (piece[n - 1] ?? 0) >= 0).length;
    const last = heard.at(-1);
    if (last && at - last.to <= 2 * frame)
      Object.assign(last, { to: at + frame, crossings: last.crossings + crossings });
    else heard.push({ from: at, to: at + frame, crossings });
  }
  return heard.map(({ from, to, crossings }) => {
    const pitch = (crossings / 2 / (to - from)) * sampleRate;
    const digit = Math.round(Math.log(pitch / 360) / Math.log(1.28));
    return { digit, from: from / sampleRate, to: to / sampleRate };
  });
}

test('the digits are said one after another, with a quarter to three fifths of a second between them', () => {
  for (const [seed, digits] of ['01234', '56789', '40718', '99999', '31415'].entries()) {
    const heard = hear(saySound(digits, whistles, seeded(seed + 1)));
    expect(heard.map(({ digit }) => digit).join('')).toBe(digits);
    const gaps = heard.slice(1).map(({ from }, n) => from - (heard[n]?.to ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0.24);
    expect(Math.max(...gaps)).toBeLessThan(0.62);
  }
});

test('each sound of the same digits is another: its length, its noise, its voices; with the same chance it is the same', () => {
  const sounds = [1, 2, 3, 4, 5, 6].map((seed) => saySound('40718', recordings, seeded(seed)));
  expect(new Set(sounds.map(({ length }) => length)).size).toBe(6);
  expect(saySound('40718', recordings, seeded(1)).equals(sounds[0] as Buffer)).toBe(true);
});

test('a sound is a WAV of 8 kHz that any browser plays, of four to eight seconds, and loud enough', () => {
  for (const digits of ['22222', '11111', '90514']) {
    const file = saySound(digits, recordings, seeded(7));
    expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([file.length - 8, file.length - 44]);
    const fields = [file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34)];
    expect(fields).toEqual([1, 1, sampleRate, 8]);
    const seconds = (file.length - 44) / sampleRate;
    expect(seconds).toBeGreaterThan(3.5);
    expect(seconds).toBeLessThan(8);
    expect(Math.max(...file.subarray(44)) - 128).toBeGreaterThan(60);
  }
});

test('there are thirty recordings, each another, of a fifth of a second to a second, all equally loud', () => {
  const all = recordings.flat();
  expect(all).toHaveLength(30);
  expect(new Set(all.map((one) => Buffer.from(one.buffer).toString('base64'))).size).toBe(30);
  for (const one of all) {
    expect(one.length / sampleRate).toBeGreaterThan(0.2);
    expect(one.length / sampleRate).toBeLessThan(1);
    const loudness = Math.sqrt(one.reduce((sum, sample) => sum + sample * sample, 0) / one.length);
    expect(loudness).toBeCloseTo(0.13, 1);
  }
});

test('a bureau may have voices of its own; one that cannot be played is refused by name, and a folder without has those of the package', () => {
  const own = mkdtempSync(join(tmpdir(), 'yibo-voices-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  const bytes = (read: typeof recordings) => read.flat().map((one) => Buffer.from(one.buffer).toString('base64'));
  expect(bytes(loadRecordings(own, data))).toEqual(bytes(recordings));
  cpSync(join(data, 'challenge'), join(own, 'challenge'), { recursive: true });
  expect(bytes(loadRecordings(own, data))).toEqual(bytes(recordings));
  writeFileSync(join(own, 'challenge', '4-2.wav'), 'an mp3, perhaps');
  expect(() => loadRecordings(own, data)).toThrow(
    /challenge\/4-2\.wav:1:1 {2}must be a WAV file of 16 bits, one channel and 8000 samples a second/,
  );
});
