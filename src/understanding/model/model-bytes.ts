import type { Model } from './model.js';

/** What stands first in the file, so that nothing else is taken for a model. */
const mark = 'yibo-model-1\n';

/** @returns the model as bytes: a line that names the format, the length of a JSON head, the head, then the numbers */
export function bytesOfModel(model: Model): Buffer {
  const { intents, vocabulary, weights, biases, characters } = model;
  const head = Buffer.from(JSON.stringify({ intents, features: [...vocabulary.places.keys()] }));
  // Numbers of four bytes begin at a multiple of four.
  const filler = Buffer.alloc((4 - ((mark.length + 4 + head.length) % 4)) % 4, ' ');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length + filler.length);
  const arrays = [vocabulary.weights, biases, weights, characters.simplified, characters.syllable];
  const numbers = arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return Buffer.concat([Buffer.from(mark), length, head, filler, ...numbers]);
}

/** @throws Error when these are not the bytes of a model, or not all of them */
export function modelOfBytes(bytes: Buffer): Model {
  if (bytes.subarray(0, mark.length).toString() !== mark) throw new Error('is no model');
  const headLength = bytes.readUInt32LE(mark.length);
  let at = mark.length + 4 + headLength;
  const head = JSON.parse(bytes.subarray(mark.length + 4, at).toString()) as { intents: string[]; features: string[] };
  const take = (size: number): ArrayBuffer => {
    if (at + size > bytes.length) throw new Error('is cut short');
    const copy = new Uint8Array(bytes.subarray(at, at + size));
    at += size;
    return copy.buffer;
  };
  const { intents, features } = head;
  const model: Model = {
    intents,
    vocabulary: {
      places: new Map(features.map((feature, place) => [feature, place])),
      weights: new Float32Array(take(4 * features.length)),
    },
    biases: new Float32Array(take(4 * intents.length)),
    weights: new Float32Array(take(4 * features.length * intents.length)),
    characters: { simplified: new Uint16Array(take(2 * 0x10000)), syllable: new Uint16Array(take(2 * 0x10000)) },
  };
  if (at !== bytes.length) throw new Error('has something behind its end');
  return model;
}
