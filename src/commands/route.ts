import type { Command } from 'commander';
import type { Content } from '../domain/content/content.js';
import { standing } from '../domain/hotline/calendar.js';
import type { Line } from '../domain/hotline/line.js';
import { scheduleOf } from '../domain/hotline/line-schedule.js';
import { localClock, localTime } from '../domain/time/zone.js';
import type { RingDecision, Verdict } from '../hotline/routing/decide.js';
import { type WouldRing, wouldRing } from '../hotline/routing/would-ring.js';
import { contentAtHand, contentIn } from './content-here.js';
import { lineNamed } from './line-named.js';
import { momentOnly } from './moment-or-day.js';
import { shownTime, table, UsageError, withStoreIfAny } from './with-store.js';

interface RouteFlags {
  readonly line: string;
  readonly at?: string;
  readonly waited: string;
  readonly language?: string;
  readonly explain?: boolean;
  readonly json?: boolean;
}

/** Adds `yibo route`: whom a call would ring, and why; nothing rings. */
export function addRouteCommand(program: Command): void {
  program
    .command('route')
    .description('tell whom a call for a line would ring at a moment, and why everybody else would not be rung')
    .requiredOption('--line <line>', 'its name in lines.yaml, what callers hear, or its key')
    .option('--at <time>', 'a moment: 2016-10-08T12:10; now without it. How colleagues stand is as it is now')
    .option('--waited <seconds>', 'how long the caller has waited already', '0')
    .option('--language <code>', 'what the caller speaks, where it is not Chinese: en')
    .option('--explain', 'with a reason for everybody who could be rung')
    .option('--json', 'for machines')
    .action(async (flags: RouteFlags) => {
      process.exitCode = await withStoreIfAny('route', async (store, now) => {
        const at = flags.at === undefined ? now() : momentOnly('--at', flags.at);
        const waitedMs = secondsNamed(flags.waited) * 1000;
        const content = store ? await contentAtHand(store.contents, 'route') : contentIn();
        const line = lineNamed(flags.line, content);
        const presences = (await store?.seats.presences()) ?? [];
        const rungLast = (await store?.seats.rungLast(line.id)) ?? null;
        const language = languageNamed(flags.language);
        const would = wouldRing(content, { line: line.id, at, waitedMs, presences, rungLast, language });
        const told = routeOf(line, at, waitedMs, would, content);
        const words = flags.explain ? explained(told) : told.summary;
        process.stdout.write(flags.json ? `${JSON.stringify(told, null, 2)}\n` : `${words}\n`);
        return 0;
      });
    });
}

/** @throws UsageError */
function secondsNamed(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--waited "${text}" is no number of seconds. Write it like 30.`);
}

/** Knows which codes there are. */
const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** @throws UsageError */
function languageNamed(text: string | undefined): string | null {
  if (text === undefined || text === 'zh') return null;
  if (/^[a-z]{2,3}$/.test(text) && languages.of(text) !== undefined) return text;
  throw new UsageError(`--language "${text}" is no code of a language. Write it like en.`);
}

/** What `--json` says. */
function routeOf(line: Line, at: number, waitedMs: number, { first, next }: WouldRing, content: Content) {
  const stands = standing(scheduleOf(content, line.id), at);
  return {
    ...{ line: line.id, name: line.name, at: `${localTime(at).day}T${localClock(at)}+08:00` },
    ...{ open: stands.open, because: stands.open ? null : stands.because },
    ...{ strategy: line.strategy, waitedSeconds: waitedMs / 1000, ringSeconds: first.ringSeconds },
    rung: first.verdicts.filter(({ isRung }) => isRung).map(verdictOf),
    notRung: first.verdicts.filter(({ isRung }) => !isRung).map(verdictOf),
    nobodyBecause: first.nobodyBecause,
    next: next && {
      afterSeconds: next.afterSeconds,
      rung: next.verdicts.filter(({ isRung }) => isRung).map(verdictOf),
      nobodyBecause: next.nobodyBecause,
    },
    summary: `${line.name} (${line.id}) at ${shownTime(at)}: ${stands.open ? summary(first, next) : closedWords(stands.because)}`,
  };
}

type Told = ReturnType<typeof routeOf>;

function verdictOf({ colleague: { id, name, telephones }, tier, because }: Verdict) {
  return { colleague: id, name, telephone: telephones[0] ?? null, tier, because };
}

function summary(first: RingDecision, next: WouldRing['next']): string {
  const ids = ({ verdicts }: RingDecision) =>
    verdicts.filter(({ isRung }) => isRung).map(({ colleague }) => colleague.id);
  if (first.ringSeconds === 0) return `nobody rings: ${first.nobodyBecause}.`;
  const after = next === null || next.ringSeconds === 0 ? 'the caller waits' : ids(next).join(', ');
  return `rings ${ids(first).join(', ')} for ${first.ringSeconds} s; where nobody answers, then ${after}.`;
}

/** Somebody who calls while nobody is there is told so, and may leave a message. */
function closedWords(because: string): string {
  return `nobody rings: the line is closed (${because}). Callers are told until when, and may leave a message.`;
}

function explained(told: Told): string {
  const { summary: words, strategy, waitedSeconds, open, because, rung, notRung } = told;
  const row = (rings: string) => (one: Told['rung'][number]) => [
    ...['', one.colleague, one.name, one.tier],
    `${rings}: ${one.because}`,
  ];
  return [
    words,
    `By "${strategy}", after ${waitedSeconds} s of waiting${open ? '' : `; the line is closed (${because})`}:`,
    table([...rung.map(row('rings')), ...notRung.map(row('not rung'))]).trimEnd(),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
