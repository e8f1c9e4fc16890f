import type { Command } from 'commander';
import { type Notice, noticeAt } from '../domain/hotline/notice.js';
import type { NoticeStore } from '../domain/hotline/stores.js';
import { momentOrDay } from './moment-or-day.js';
import { shownTime, UsageError, withStore, withStoreIfAny } from './with-store.js';

/** Whoever calls in need cannot wait for more: 40 seconds at a usual pace. */
const longest = 180;

/** Adds `yibo notice on`, `off` and `show`: what everybody hears first for a while. */
export function addNoticeCommands(program: Command): void {
  const notice = program
    .command('notice')
    .description('switch on or off what everybody hears first for a while (公告)');
  notice
    .command('on <words>')
    .description('every call begins with these words, and every chat, within seconds; in place of any other notice')
    .option('--until <time>', 'when it ends by itself: 2016-10-21T14:00; without it, when it is switched off')
    .action(async (words: string, { until }: { until?: string }) => {
      process.exitCode = await withStore('notice on', ({ notices }, now) => switchOn(notices, words, until, now()), {
        mustExist: true,
      });
    });
  notice
    .command('off')
    .description('calls and chats begin as usual again')
    .action(async () => {
      process.exitCode = await withStore('notice off', ({ notices }, now) => switchOff(notices, now()), {
        mustExist: true,
      });
    });
  notice
    .command('show', { isDefault: true })
    .description('tell which notice is on, and since when')
    .option('--json', 'for machines')
    .action(async ({ json = false }: { json?: boolean }) => {
      process.exitCode = await withStoreIfAny('notice show', async (store, now) => {
        const found = noticeAt((await store?.notices.get()) ?? null, now());
        process.stdout.write(json ? `${JSON.stringify(forMachines(found))}\n` : shown(found));
        return 0;
      });
    });
}

async function switchOn(notices: NoticeStore, given: string, until: string | undefined, now: number): Promise<number> {
  const words = wordsOf(given);
  const ends = until === undefined ? null : momentOrDay('--until', until);
  if (ends !== null && ends <= now) throw new UsageError(`--until "${until}" is over. It is ${shownTime(now)}.`);
  const notice: Notice = { words, since: now, until: ends };
  await notices.set(notice);
  process.stdout.write(
    `${shown(notice)}Every call hears it first within seconds. Switch it off: npx yibo notice off\n`,
  );
  return 0;
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

async function switchOff(notices: NoticeStore, now: number): Promise<number> {
  const before = noticeAt(await notices.get(), now);
  await notices.set(null);
  process.stdout.write(before ? `Switched off: ${before.words}\n` : 'No notice is on.\n');
  return 0;
}

function shown(notice: Notice | null): string {
  if (notice === null) return 'No notice is on.\n';
  const { words, since, until } = notice;
  const ends = until === null ? 'until it is switched off' : `until ${shownTime(until)}`;
  return `On since ${shownTime(since)}, ${ends}: ${words}\n`;
}

function forMachines(notice: Notice | null) {
  const written = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  if (notice === null) return { on: false, words: null, since: null, until: null };
  return { on: true, words: notice.words, since: written(notice.since), until: written(notice.until) };
}
