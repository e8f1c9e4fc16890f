import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suggestion } from '../authored/problem.js';
import type { Content } from '../domain/content/content.js';
import { judgeThread, type Verdict } from '../rehearsal/judge-thread.js';
import type { Outcome } from '../rehearsal/outcome.js';
import { parseThreads, type Thread, type ThreadKind, threadKinds } from '../rehearsal/threads.js';
import { TranscriptRefused } from '../rehearsal/transcript.js';
import { type ChatWithin, openChatWithin } from './chat-within.js';
import { table } from './with-store.js';

/** A thread as it was played. */
export interface Played {
  readonly thread: Thread;
  /** What each message came to; the last one is judged. */
  readonly outcomes: readonly Outcome[];
  readonly verdict: Verdict;
}

/** How many of a kind were served, and how many answered wrongly. */
export interface KindShare {
  readonly kind: ThreadKind;
  readonly of: number;
  readonly served: number;
  readonly wrong: number;
}

/** Plays every thread of a folder's `.txt` files, each in a chat of its own. */
export async function playThreads(folder: string): Promise<readonly Played[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const threads = files
    .sort()
    .flatMap((name) => parseThreads(readFileSync(join(folder, name), 'utf8'), basename(name)));
  const chat = await openChatWithin();
  const played: Played[] = [];
  try {
    refuseStrangeMatters(threads, chat.content);
    for (const thread of threads) {
      const outcomes = await play(thread, chat);
      const [before = null, outcome] = outcomes.length > 1 ? outcomes.slice(-2) : [null, outcomes[0]];
      if (!outcome) throw new Error(`${thread.file}:${thread.line} has no message`);
      played.push({ thread, outcomes, verdict: judgeThread(thread, before, outcome, chat.content) });
    }
  } finally {
    await chat.close();
  }
  return played;
}

/** A matter that there is none of would never be served, and look as if talk were at fault. */
function refuseStrangeMatters(threads: readonly Thread[], content: Content): void {
  const known = new Set([
    ...['outside', 'person', '{last}', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => `{${place}}`)],
    ...content.intents.map(({ id }) => id),
    ...[...content.lines.keys()].map((id) => `line:${id}`),
    ...[...content.menus.keys()].map((id) => `menu:${id}`),
    ...[...content.forms.keys()].flatMap((id) => [`form:${id}`, `record:${id}`]),
  ]);
  const problems = threads.flatMap(({ file, line, about }) =>
    about
      .filter((one) => !known.has(one))
      .map((one) => `${file}:${line}  is to be about "${one}", which is nothing here.${suggestion(one, known)}`),
  );
  if (problems.length > 0) throw new TranscriptRefused(problems);
}

/** @returns what each of its messages came to */
async function play({ file, line, clock, messages }: Thread, chat: ChatWithin): Promise<Outcome[]> {
  if (clock) chat.setClock(clock);
  const outcomes: Outcome[] = [];
  for (const message of messages) {
    const code = /\d{4}/.exec(outcomes.at(-1)?.words ?? '')?.[0] ?? '';
    outcomes.push(await chat.write(`${file}:${line}`, message.replace('{code}', code)));
  }
  return outcomes;
}

/** @returns the shares by kind, in the order of the kinds; a kind that nothing was played of is left out */
export function sharesByKind(played: readonly Played[]): readonly KindShare[] {
  return threadKinds.flatMap((kind) => {
    const all = played.filter(({ thread }) => thread.kind === kind);
    const count = (verdict: Verdict) => all.filter((one) => one.verdict === verdict).length;
    return all.length === 0 ? [] : [{ kind, of: all.length, served: count('served'), wrong: count('wrong') }];
  });
}

/** @returns for people: the shares by kind, and with `misses` what was not served */
export function threadsInWords(played: readonly Played[], misses: boolean): string {
  const shares = sharesByKind(played).map(({ kind, of, served, wrong }) => [
    kind,
    `${served} of ${of}`,
    `${((100 * served) / of).toFixed(0)}%`,
    String(wrong),
  ]);
  const told = table([['kind', 'served', 'share', 'wrong'], ...shares]);
  if (!misses) return told;
  const missed = played.filter(({ verdict }) => verdict !== 'served');
  const named = missed.map(({ thread, outcomes, verdict }) => {
    const last = outcomes.at(-1);
    return [verdict, thread.kind, thread.messages.join(' / '), `${last?.kind}: ${last?.about.join(' ')}`];
  });
  return `${told}\n${table([['verdict', 'kind', 'messages', 'came to'], ...named])}`;
}
