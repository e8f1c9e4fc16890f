import { Worker } from 'node:worker_threads';
import { CodedError } from '../../domain/errors/errors.js';
import type { Model } from './model.js';
import type { Example } from './train.js';
import { Vocabulary } from './vocabulary.js';

/** What the thread is given. */
export interface ToLearn {
  readonly examples: readonly Example[];
  /** What was learnt is kept in the last of them. */
  readonly folders: readonly string[];
}

/** What it says: how far it has come, and at last the model. Its features come as a list: a vocabulary loses its methods on the way. */
export type Learnt =
  | { readonly done: number; readonly of: number }
  | { readonly model: Omit<Model, 'vocabulary'>; readonly features: readonly string[]; readonly rarity: Float32Array };

/** Learning did not come to its end: the thread fell over, or was stopped. */
export class LearningBrokenOff extends CodedError {
  readonly code = 'learning-broken-off';
}

export interface LearnerParts {
  /** The module that the thread runs. */
  readonly thread?: URL;
  /** How much of JavaScript's memory the thread may take, in MB: what it takes beyond, ends it and nothing else. */
  readonly maxMb?: number;
}

/** A thread runs the compiled form, also where the house itself runs from its sources, as in its tests. */
const compiled = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/understanding/model/learning-thread.js' : './learning-thread.js',
  import.meta.url,
);

/** Much more than this bureau's 15,000 texts take. */
const enoughMb = 256;

/**
 * Learns in a thread of its own: ten seconds of work that nobody who is served meanwhile waits for. One model at a time, each in
 * a new thread, which gives its memory back when it ends.
 * @example
 * const learner = new Learner();
 * const model = await learner.learn(examples, ['dist/models']); // other requests are answered meanwhile
 * await learner.close();
 */
export class Learner {
  private readonly thread: URL;
  private readonly maxMb: number;
  private last: Promise<unknown> = Promise.resolve();
  private running: Worker | null = null;
  private isClosed = false;

  constructor({ thread = compiled, maxMb = enoughMb }: LearnerParts = {}) {
    this.thread = thread;
    this.maxMb = maxMb;
  }

  /**
   * @param folders the model is kept in the last of them, too
   * @param onProgress called with how many of how many intents are done
   * @throws LearningBrokenOff when the thread falls over, takes too much memory, or is stopped
   */
  learn(
    examples: readonly Example[],
    folders: readonly string[],
    onProgress?: (done: number, of: number) => void,
  ): Promise<Model> {
    const begin = (): Promise<Model> => this.begin({ examples, folders }, onProgress);
    const model = this.last.then(begin, begin);
    this.last = model.catch(() => {});
    return model;
  }

  /** Ends what is being learnt, at the next intent: what is kept of a model is kept whole. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.running?.postMessage('stop');
    await this.last;
  }

  private begin(work: ToLearn, onProgress?: (done: number, of: number) => void): Promise<Model> {
    if (this.isClosed) return Promise.reject(new LearningBrokenOff('the service is stopping: nothing more is learnt'));
    const worker = new Worker(this.thread, {
      workerData: work,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.maxMb },
    });
    this.running = worker;
    return new Promise<Model>((resolve, reject) => {
      let model: Model | null = null;
      worker.on('message', (said: Learnt) => {
        if ('model' in said) model = modelOf(said);
        else onProgress?.(said.done, said.of);
      });
      worker.once('error', (cause) => reject(new LearningBrokenOff('the thread that learns fell over', { cause })));
      worker.once('exit', () => {
        this.running = null;
        if (model) resolve(model);
        else reject(new LearningBrokenOff('learning was broken off'));
      });
    });
  }
}

function modelOf({ model, features, rarity }: Extract<Learnt, { model: unknown }>): Model {
  return { ...model, vocabulary: Vocabulary.named(features, rarity) };
}
