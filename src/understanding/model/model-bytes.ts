import { hash } from 'node:crypto';
import type { Model } from './model.js';

/** What stands first in the file, so that nothing else is taken for a model. */
const mark = 'yibo-model-2\n';
const sealLength = 32;

/** @returns the model as bytes: a line that names the format, the length of a JSON head, the head, the numbers, and the SHA-256 of all that */
export function bytesOfModel(model: Model): Buffer {
  const { intents, vocabulary, weights, biases, characters } = model;
  const head = Buffer.from(JSON.stringify({ intents, features: [...vocabulary.indexes.keys()] }));
  // Numbers of four bytes begin at a multiple of four.
  const filler = Buffer.alloc((4 - ((mark.length + 4 + head.length) % 4)) % 4, ' ');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length + filler.length);
  const arrays = [vocabulary.weights, biases, weights, characters.simplified, characters.syllable];
  const numbers = arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  const bytes = Buffer.concat([Buffer.from(mark), length, head, filler, ...numbers]);
  return Buffer.concat([bytes, hash('sha256', bytes, 'buffer')]);
}

/** @throws Error when these are not the bytes of a model, or not all of them */
export function modelOfBytes(sealed: Buffer): Model {
  if (sealed.subarray(0, mark.length).toString() !== mark) throw new Error('is no model');
  const bytes = sealed.subarray(0, -sealLength);
  if (!hash('sha256', bytes, 'buffer').equals(sealed.subarray(-sealLength))) throw new Error('is damaged');
  const headLength = bytes.readUInt32LE(mark.length);
  let at = mark.length + 4 + headLength;
  const head = JSON.parse(bytes.subarray(mark.length + 4, at).toString()) as { intents: string[]; features: string[] };
  const take = (size: number): ArrayBuffer => {
    const copy = new Uint8Array(bytes.subarray(at, at + size));
    at += size;
    return copy.buffer;
  };
  const { intents, features } = head;
  const model: Model = {
    intents,
    vocabulary: {
      indexes: new Map(features.map((feature, index) => [feature, index])),
      weights: new Float32Array(take(4 * features.length)),
    },
    biases: new Float32Array(take(4 * intents.length)),
    weights: new Float32Array(take(4 * features.length * intents.length)),
    characters: { simplified: new Uint16Array(take(2 * 0x10000)), syllable: new Uint16Array(take(2 * 0x10000)) },
  };
  return model;
}
