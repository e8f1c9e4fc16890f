import type { Content } from '../domain/content/content.js';
import { promptPath, promptsOf } from './prompts.js';

/** A part of what is said: words for the engine's voice, or a prompt. */
export type SpokenPart = string | PlayablePrompt;

export interface PlayablePrompt {
  readonly file: string;
  /** Names exactly these bytes, so that a provider that keeps a copy fetches what was changed. */
  readonly sum: string;
}

/**
 * The prompts (data/prompts/) that can be played now. One stands for its very words: where these are said, also among others, it is played; where the
 * words have changed since, or the file cannot be played, the engine's voice speaks.
 * @example with greeting.wav for 您好。: partsOf('您好。转人工请按零。') // [{ file: 'greeting.wav', sum: … }, '转人工请按零。']
 */
export class PlayablePrompts {
  private byWords: ReadonlyMap<string, PlayablePrompt> = new Map();
  private pattern: RegExp | null = null;

  /** @param root the folder with `data/` */
  constructor(private readonly root: string) {}

  /** Looks which prompts of a content can be played. */
  async refresh(content: Content): Promise<void> {
    if (content.prompts.size === 0 && this.pattern === null) return;
    const playable = (await promptsOf(content, this.root)).flatMap(({ words, file, sum }) =>
      file === null || sum === null ? [] : [[words, { file, sum }] as const],
    );
    // The longest first: a phrase may begin another.
    const written = playable.map(([words]) => words).sort((a, b) => b.length - a.length);
    this.byWords = new Map(playable);
    this.pattern = written.length === 0 ? null : new RegExp(`(${written.map(escaped).join('|')})`, 'u');
  }

  partsOf(words: string): readonly SpokenPart[] {
    if (this.pattern === null) return [words];
    const parts = words.split(this.pattern).filter((part) => part !== '');
    return parts.map((part) => this.byWords.get(part) ?? part);
  }

  /** @returns where a prompt that can be played lies; null for any other name */
  pathOf(file: string): string | null {
    return [...this.byWords.values()].some((one) => one.file === file) ? promptPath(this.root, file) : null;
  }
}

function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
