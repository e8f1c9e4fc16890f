import { parentPort, workerData } from 'node:worker_threads';
import { learnAndKeep } from './kept-models.js';
import type { Learnt, ToLearn } from './learner.js';

/** What {@link Learner} runs in a thread: it learns one model, hands it over without copying its numbers, and ends. */
const { examples, folders } = workerData as ToLearn;

// Between two intents it listens; the last model is written in one go, so that no half of one stays behind.
parentPort?.once('message', () => process.exit());
parentPort?.unref();

const say = (learnt: Learnt, handedOver: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(learnt, handedOver);

const { vocabulary, ...model } = await learnAndKeep(examples, folders, (done, of) => say({ done, of }));
const numbers = [
  vocabulary.weights,
  model.weights,
  model.biases,
  model.characters.simplified,
  model.characters.syllable,
];
say(
  { model, features: vocabulary.names(), rarity: vocabulary.weights },
  numbers.map(({ buffer }) => buffer as ArrayBuffer),
);
