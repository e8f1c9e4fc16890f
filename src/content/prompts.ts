import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Content } from '../domain/content/content.js';
import type { PhraseKey } from '../domain/language/phrases.js';
import { spokenSeconds } from '../domain/language/spoken-length.js';
import { readWav } from './wav.js';
import { placeholdersOf } from './wording.js';

/** Words that can be recorded, since they never change from call to call, and how their recording stands. */
export interface Prompt {
  readonly phrase: PhraseKey;
  readonly words: string;
  /** The file that the phrase names; null where it names none, and the engine's voice speaks. */
  readonly file: string | null;
  /** How long it lasts, in seconds; null where there is none that can be played. */
  readonly seconds: number | null;
  /** What is wrong with it, so that it is not played; null where nothing is. */
  readonly problem: string | null;
  /** What somebody should listen to: it is played all the same. */
  readonly doubt: string | null;
  /** Names exactly these bytes; null where it cannot be played. */
  readonly sum: string | null;
}

/** Words on the page at /, and parts of other words, are said by nobody. */
const isSaid = (phrase: PhraseKey): boolean => !/^(page|person)\./.test(phrase) && !writtenOnly.has(phrase);
/** What answers something written, or asks for it: no telephone says these. */
const writtenOnly: ReadonlySet<PhraseKey> = new Set<PhraseKey>([
  ...(['callback.ask', 'callback.ask-again', 'danger.passing-on', 'scan.unknown'] as const),
  ...(['courtesy.face', 'courtesy.blank', 'message.offer', 'message.waiting'] as const),
  ...(['message.write', 'message.more', 'message.joined', 'message.added'] as const),
  ...(['sticker.replaced', 'sticker.forged', 'sticker.malformed'] as const),
]);
const isFixed = (voice: string): boolean => voice !== '' && placeholdersOf(voice).length === 0;

const promptFolder = 'data/prompts';
const mostBytes = 5 * 1024 * 1024;

/** Where a recording lies. @param root the folder with `data/` */
export function promptPath(root: string, file: string): string {
  return resolve(root, promptFolder, file);
}

/** @returns every phrase that can be recorded, in the order of the service's phrases, with how its recording stands */
export async function promptsOf(content: Content, root: string): Promise<readonly Prompt[]> {
  const fixed = [...content.phrases].filter(([phrase, { voice }]) => isSaid(phrase) && isFixed(voice));
  return Promise.all(
    fixed.map(([phrase, { voice }]) => promptOf(phrase, voice, content.prompts.get(phrase) ?? null, root)),
  );
}

async function promptOf(phrase: PhraseKey, words: string, file: string | null, root: string): Promise<Prompt> {
  const silent = { phrase, words, file, seconds: null, doubt: null, sum: null };
  if (file === null) return { ...silent, problem: null };
  const bytes = await readFile(promptPath(root, file)).catch(() => null);
  if (bytes === null) return { ...silent, problem: `is not in ${promptFolder}/. Put it there, or remove wav:.` };
  if (bytes.length > mostBytes)
    return { ...silent, problem: 'is larger than 5 MB. Export it with 8000 samples a second.' };
  const wav = readWav(bytes);
  if (typeof wav === 'string') return { ...silent, problem: wav };
  const sum = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { ...silent, seconds: wav.seconds, sum, problem: null, doubt: doubtOf(words, wav.seconds) };
}

/** Whoever changes the words and not the recording has one of another length. */
function doubtOf(words: string, seconds: number): string | null {
  const expected = spokenSeconds(words);
  if (seconds >= expected * 0.5 && seconds <= expected * 2 + 1) return null;
  return `lasts ${seconds.toFixed(1)} s, and its words take about ${expected.toFixed(1)} s. Does it say them?`;
}
