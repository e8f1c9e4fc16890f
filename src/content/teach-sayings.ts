import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../domain/errors/errors.js';

/** What people said, and what it means. */
export interface Lesson {
  readonly intent: string;
  /** Their messages, which become sayings of the intent: blanks collapse, and what it knows already is left out. */
  readonly messages: readonly string[];
}

export interface TeachingRequest {
  /** The folder with `intents/`. */
  readonly root: string;
  readonly lessons: readonly Lesson[];
  /**
   * Judges the files as they are then.
   * @returns what has got worse by the lessons, in words; nothing when they can be kept
   */
  readonly judge: () => Promise<readonly string[]>;
  /** Told of each file that has got sayings, before they are judged. */
  readonly onAdded?: (added: Added) => void;
}

/** Sayings that a lesson has added to a file. */
export interface Added {
  readonly file: string;
  readonly intent: string;
  readonly sayings: readonly string[];
}

export interface TeachingReport {
  readonly added: readonly Added[];
  /** What has got worse; when anything has, the files are as before. */
  readonly worse: readonly string[];
}

/** No file says what the intent is. */
export class IntentWithoutFile extends CodedError {
  readonly code = 'intent-without-file';
  constructor(readonly intent: string) {
    super(`no file in intents/ holds the intent "${intent}".`);
  }
}

/**
 * Adds messages to the sayings of intents, in their files, and has them judged. What makes it worse is taken back, and so
 * is everything when it cannot be judged.
 * @throws IntentWithoutFile, before any file is touched
 * @example "The lesson { intent: 'pet-entry', messages: ['带  猫入境'] } adds the line 带 猫入境 at the end of the file with
 * `intent: pet-entry`; if fewer standard questions are answered then, the line is gone again and `worse` says what."
 */
export async function teachSayings({ root, lessons, judge, onAdded }: TeachingRequest): Promise<TeachingReport> {
  const fileOf = new Map(lessons.map(({ intent }) => [intent, fileWith(intent, join(root, 'intents'))]));
  const before = [...fileOf.values()].map((file) => [file, readFileSync(file, 'utf8')] as const);
  const takeBack = (): void => {
    for (const [file, text] of before) writeFileSync(file, text);
  };
  try {
    const added: Added[] = [];
    for (const { intent, messages } of lessons) {
      const one = add(fileOf.get(intent) as string, intent, messages);
      added.push(one);
      onAdded?.(one);
    }
    const worse = await judge();
    if (worse.length > 0) takeBack();
    return { added, worse };
  } catch (error) {
    takeBack();
    throw error;
  }
}

/** Adds sayings at the end of the intent's file, where its block of sayings is. */
function add(file: string, intent: string, messages: readonly string[]): Added {
  const text = readFileSync(file, 'utf8');
  const known = new Set(text.split('\n').map((line) => line.trim()));
  const sayings = messages.map((message) => message.replace(/\s+/g, ' ').trim()).filter((one) => !known.has(one));
  const lines = sayings.map((one) => `  ${one}\n`).join('');
  writeFileSync(file, text.replace(/\n*$/, '\n') + lines);
  return { file, intent, sayings };
}

function fileWith(intent: string, folder: string): string {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (/\.ya?ml$/.test(name) && new RegExp(`^intent: ${intent}$`, 'm').test(readFileSync(path, 'utf8'))) return path;
  }
  throw new IntentWithoutFile(intent);
}
