import type { Command } from 'commander';
import { type Notice, noticeAt } from '../domain/hotline/notice.js';
import { spokenSeconds } from '../domain/language/spoken-length.js';
import type { Store } from '../domain/store.js';
import { zonedText } from '../domain/time/zone.js';
import { contentAtHand } from './content-here.js';
import { lineNamed } from './line-named.js';
import { untilMoment } from './moment-or-day.js';
import { shownTime, UsageError, withStore, withStoreThere } from './with-store.js';

/** Whoever calls in need cannot wait for more: 40 seconds at a usual pace. */
const longest = 180;

interface Flags {
  readonly line?: string;
  readonly until?: string;
  readonly json?: boolean;
}

const ofLine = [
  '--line <line>',
  'only for whoever comes to this line, by its name or key; without it, for everybody',
] as const;

type Kept = Pick<Store, 'notices' | 'contents'>;

/** Adds `yibo notice on`, `off` and `show`: what everybody, or whoever comes to a line, hears first for a while. */
export function addNoticeCommands(program: Command): void {
  const notice = program.command('notice').description('switch on or off what is heard first for a while (公告)');
  notice
    .command('on <words...>')
    .description('calls and chats begin with these words within seconds; in place of any other notice of that line')
    .option('--until <time>', 'when it ends by itself: 14:00, or 2016-10-21T14:00; without it, when it is switched off')
    .option(...ofLine)
    .action(async (given: readonly string[], flags: Flags) => {
      const [words = '', ...others] = given;
      if (others.length > 0) throw new UsageError(`write all words in quotes: yibo notice on "${given.join(' ')}".`);
      process.exitCode = await withStore('notice on', (store, now) => switchOn(store, words, flags, now()), {
        mustExist: true,
      });
    });
  notice
    .command('off')
    .description('calls and chats begin as usual again')
    .option(...ofLine)
    .action(async (flags: Flags) => {
      process.exitCode = await withStore('notice off', (store, now) => switchOff(store, flags, now()), {
        mustExist: true,
      });
    });
  notice
    .command('show', { isDefault: true })
    .description('tell which notices are on, and since when')
    .option('--json', 'for machines')
    .action(async ({ json = false }: Flags) => {
      process.exitCode = await withStoreThere('notice show', async ({ notices }, now) => {
        const all = await notices.all();
        const found = all.filter(({ line }) => noticeAt(all, line, now()) !== null);
        process.stdout.write(json ? `${JSON.stringify(forMachines(found))}\n` : shown(found));
        return 0;
      });
    });
}

async function switchOn(store: Kept, given: string, flags: Flags, now: number): Promise<number> {
  const { until } = flags;
  const words = wordsOf(given);
  const ends = until === undefined ? null : untilMoment('--until', until, now);
  const notice: Notice = { line: await lineIn(store, flags), words, since: now, until: ends };
  await store.notices.set(notice);
  const [who, off] =
    notice.line === null
      ? ['Every call hears it', '']
      : ['Whoever comes to the line hears it', ` --line ${notice.line}`];
  const spoken = `Spoken it takes ${Math.ceil(spokenSeconds(words))} s, by which a caller's way to a person is longer.`;
  process.stdout.write(
    `${shown([notice])}${who} first within seconds. ${spoken} Switch it off: npx yibo notice off${off}\n`,
  );
  return 0;
}

/** @returns the line that is meant; null: everybody. @throws UsageError for one that there is not */
async function lineIn({ contents }: Kept, { line }: Flags): Promise<string | null> {
  return line === undefined ? null : lineNamed(line, await contentAtHand(contents, 'notice')).id;
}

/** @throws UsageError for words that cannot be said, or are too long to wait for */
function wordsOf(given: string): string {
  const words = given.trim().replace(/\s+/g, ' ');
  if (!/[\p{L}\p{N}]/u.test(words))
    throw new UsageError('the notice has no words. Write what is to be said, in quotes.');
  const length = [...words].length;
  if (length > longest)
    throw new UsageError(
      `the notice has ${length} characters, and callers wait for all of them. Use at most ${longest}.`,
    );
  return /[。！？!?.]$/.test(words) ? words : `${words}。`;
}

/** A line that the content has no more is switched off by its name in the file. */
async function switchOff(store: Kept, flags: Flags, now: number): Promise<number> {
  const all = await store.notices.all();
  const line = all.some((one) => one.line === flags.line) ? (flags.line ?? null) : await lineIn(store, flags);
  const before = noticeAt(all, line, now);
  await store.notices.remove(line);
  process.stdout.write(before ? `Switched off: ${before.words}\n` : 'No notice is on.\n');
  return 0;
}

function shown(notices: readonly Notice[]): string {
  if (notices.length === 0) return 'No notice is on.\n';
  return notices
    .map(({ line, words, since, until }) => {
      const ends = until === null ? 'until it is switched off' : `until ${shownTime(until)}`;
      return `On${line === null ? '' : ` for ${line}`} since ${shownTime(since)}, ${ends}: ${words}\n`;
    })
    .join('');
}

function forMachines(notices: readonly Notice[]) {
  const written = (at: number | null): string | null => (at === null ? null : zonedText(at));
  const one = ({ line, words, since, until }: Notice) => ({
    line,
    words,
    since: written(since),
    until: written(until),
  });
  const { words = null, since = null, until = null } = noticeAt(notices, null, 0) ?? {};
  return {
    ...{ on: words !== null, words, since: since === null ? null : written(since), until: written(until) },
    lines: notices.filter(({ line }) => line !== null).map(one),
  };
}
