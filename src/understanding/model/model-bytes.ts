import { createHash, hash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Model } from './model.js';
import { Vocabulary } from './vocabulary.js';

/** What stands first in the file, so that nothing else is taken for a model. */
const mark = 'yibo-model-5\n';
const sealLength = 32;
const sliceLength = 1024 * 1024;

/** @returns the model as bytes: a line that names the format, the length of a JSON head, the head, the numbers, and the SHA-256 of all that */
export function bytesOfModel(model: Model): Buffer {
  const { intents, vocabulary, weights, scale, biases, characters } = model;
  const head = Buffer.from(JSON.stringify({ intents, scale, features: vocabulary.names() }));
  // Numbers of four bytes begin at a multiple of four.
  const filler = Buffer.alloc((4 - ((mark.length + 4 + head.length) % 4)) % 4, ' ');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length + filler.length);
  const arrays = [vocabulary.weights, biases, weights, characters.simplified, characters.syllable];
  const numbers = arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  const bytes = Buffer.concat([Buffer.from(mark), length, head, filler, ...numbers]);
  return Buffer.concat([bytes, hash('sha256', bytes, 'buffer')]);
}

/**
 * Lets others work between two pieces: a model of 10 MB takes some fifteen milliseconds.
 * @throws Error when these are not the bytes of a model, or not all of them
 */
export async function modelOfBytes(sealed: Buffer): Promise<Model> {
  if (sealed.subarray(0, mark.length).toString() !== mark) throw new Error('is no model');
  const [bytes, seal] = [sealed.subarray(0, -sealLength), sealed.subarray(-sealLength)];
  const sum = createHash('sha256');
  for (let at = 0; at < bytes.length; at += sliceLength) {
    sum.update(bytes.subarray(at, at + sliceLength));
    await breathe();
  }
  if (!sum.digest().equals(seal)) throw new Error('is damaged');
  return unsealed(bytes);
}

interface Head {
  readonly intents: readonly string[];
  readonly scale: number;
  readonly features: readonly string[];
}

/** The numbers are not copied: they are looked at where they are, and the bytes stay as long as the model. */
function unsealed(bytes: Buffer): Model {
  const headLength = bytes.readUInt32LE(mark.length);
  let at = mark.length + 4 + headLength;
  const head = JSON.parse(bytes.subarray(mark.length + 4, at).toString()) as Head;
  const take = (size: number): [ArrayBuffer, number, number] => {
    const from = bytes.byteOffset + at;
    at += size;
    return [bytes.buffer as ArrayBuffer, from, size];
  };
  const floats = (count: number): Float32Array => {
    const [buffer, from] = take(4 * count);
    return new Float32Array(buffer, from, count);
  };
  const shorts = (count: number): Int16Array => {
    const [buffer, from] = take(2 * count);
    return new Int16Array(buffer, from, count);
  };
  const codes = (): Uint16Array => {
    const [buffer, from] = take(2 * 0x10000);
    return new Uint16Array(buffer, from, 0x10000);
  };
  const { intents, scale, features } = head;
  const weights = floats(features.length);
  const biases = floats(intents.length);
  return {
    intents,
    vocabulary: Vocabulary.named(features, weights),
    biases,
    weights: shorts(features.length * intents.length),
    scale,
    characters: { simplified: codes(), syllable: codes() },
  };
}
