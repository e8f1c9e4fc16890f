import type { ClockNow } from '../cases/case-clocks.js';
import type { CaseView } from '../cases/case-view.js';
import type { CaseKind, CaseMessage } from '../domain/cases/case.js';
import type { CaseEvent } from '../domain/cases/case-event.js';
import { limitWords } from '../domain/cases/time-limit.js';
import type { Content } from '../domain/content/content.js';
import { personalNumber } from '../domain/identifiers/personal.js';
import { withoutTelephones } from '../domain/identifiers/telephone.js';
import { lineName } from './line-named.js';
import { shownTime, table } from './with-store.js';

/** How colleagues call each kind. */
export const kindNames: Readonly<Record<CaseKind, string>> = {
  voicemail: '留言',
  callback: '回电',
  complaint: '投诉',
  report: '举报',
  consultation: '咨询',
  help: '求助',
  praise: '表扬',
  suggestion: '建议',
};

const minuteMs = 60_000;

/** @returns a case as `--json` has it; who left it only where that is asked for */
export function caseJson(view: CaseView, content: Content, persons: boolean) {
  const { case: one, events, now, clocks, next, isOverdue } = view;
  const { caseNo, kind, line, channel, isConfidential, personId, contact } = one;
  return {
    ...{ caseNo, kind, line, lineName: lineName(line, content), channel, state: now.state },
    ...{ openedAt: written(one.openedAt), confidential: isConfidential, anonymous: isAnonymous(view) },
    ...{ overdue: isOverdue, due: next && { clock: next.clock, at: written(next.dueAt) }, paused: now.isPaused },
    ...{ handler: now.handler, mergedInto: now.mergedInto, joined: now.joined },
    message: shownMessage(one.message, view, persons),
    events: events.map(({ at, sourceId: _, ...event }) => ({ at: written(at), ...shownEvent(event, view, persons) })),
    clocks: clocks.map(clockJson),
    ...(persons && { person: personId, contact }),
  };
}

function clockJson({ clock, limit, extensions, startedAt, dueAt, doneAt, isOverdue, counted }: ClockNow) {
  return {
    ...{
      clock,
      limit: limitWords(limit),
      extensions: extensions.map(limitWords),
      startedAt: written(startedAt),
      dueAt: written(dueAt),
    },
    ...{ doneAt: written(doneAt), overdue: isOverdue },
    counted: counted.map(({ from, to }) => ({ from: written(from), to: written(to) })),
  };
}

/** @returns cases as a table, a line each */
export function caseTable(views: readonly CaseView[], content: Content): string {
  const head = ['case', 'kind', 'line', 'state', 'came', 'with', 'next', 'due', ''];
  return table([head, ...views.map((view) => caseRow(view, content))]);
}

function caseRow({ case: one, now, next, isOverdue }: CaseView, content: Content): readonly string[] {
  const due = next === null ? '' : next.dueAt === null ? 'stands still' : shownTime(next.dueAt);
  const what = [one.caseNo, kindNames[one.kind], lineName(one.line, content), now.state, shownTime(one.openedAt)];
  return [...what, now.handler ?? '', next?.clock ?? '', due, isOverdue ? 'overdue' : ''];
}

/** @returns a case as whoever handles it reads it */
export function caseShown(view: CaseView, content: Content, persons: boolean): string {
  const { case: one, now, clocks } = view;
  const events = view.events.map((event) => shownEvent(event, view, persons));
  const left = [`${one.caseNo}  ${one.kind} ${kindNames[one.kind]}, ${lineName(one.line, content)}, ${now.state}\n`];
  left.push(`came ${shownTime(one.openedAt)} by ${one.channel}${who(view, persons)}\n`);
  if (now.handler) left.push(`with ${now.handler}\n`);
  if (now.joined.length > 0) left.push(`also to be answered: ${now.joined.join(', ')}\n`);
  left.push(`\n${indented(messageWords(shownMessage(one.message, view, persons)))}\n`);
  const happened = events.map((event) => `${shownTime(event.at)}  ${eventWords(event)}\n`);
  const timed = clocks.map((clock) => clockRow(clock));
  return [
    ...left,
    ...(happened.length > 0 ? ['\n', ...happened] : []),
    ...(timed.length > 0 ? ['\n', table(timed)] : []),
  ].join('');
}

function who(view: CaseView, persons: boolean): string {
  const { personId, contact, isConfidential } = view.case;
  if (isAnonymous(view)) return ', anonymous (匿名)';
  const secret = isConfidential ? ', confidential (保密)' : '';
  const named = [...new Set([personId, contact].filter((one) => one !== null))].join(', ');
  if (named === '') return secret;
  return persons ? `, ${named}${secret}` : `${secret} (who: --persons)`;
}

function isAnonymous({ case: { personId, conversationId } }: CaseView): boolean {
  return personId === null && conversationId.startsWith('anonymous:');
}

/** What stands in place of a number of whoever left it, where it is not asked for. */
const hidden = '〔--persons〕';

function shownMessage(message: CaseMessage, view: CaseView, persons: boolean): CaseMessage {
  return message.kind === 'text' ? { ...message, text: shownWords(message.text, view, persons) } : message;
}

function shownEvent<E extends Pick<CaseEvent, 'words' | 'message'>>(event: E, view: CaseView, persons: boolean): E {
  const { words, message } = event;
  return {
    ...event,
    ...(words !== undefined && { words: shownWords(words, view, persons) }),
    ...(message && { message: shownMessage(message, view, persons) }),
  };
}

const identityShape = /(?<!\d)\d{17}[\dXx](?!\d)/g;

/** Numbers say who somebody is, whoever wrote them down. */
function shownWords(words: string, { case: { personId, contact } }: CaseView, persons: boolean): string {
  if (persons) return words;
  const own = [personId, contact].filter((one) => one !== null && /\d{5}/.test(one)) as readonly string[];
  const rest = own.reduce((text, one) => text.replaceAll(one, hidden), words);
  const hide = (found: string) => (personalNumber(found.toUpperCase()) === 'identity-no' ? hidden : found);
  return withoutTelephones(rest.replace(identityShape, hide), hidden);
}

function messageWords(message: CaseMessage): string {
  return message.kind === 'text' ? message.text : `(a recording of ${message.seconds} s)`;
}

function eventWords({ kind, by, to, words, message }: CaseEvent): string {
  const whom = to === undefined ? '' : `: ${to}`;
  const said = words ?? (message ? messageWords(message) : undefined);
  return `${kind}${whom}, ${by}${said === undefined ? '' : `\n${indented(said)}`}`;
}

/** When it is due, and how that was counted: 30 min on Friday, 30 min on Monday. */
function clockRow({ clock, limit, extensions, dueAt, doneAt, isOverdue, counted }: ClockNow): readonly string[] {
  const due = dueAt === null ? 'stands still' : `due ${shownTime(dueAt)}`;
  const done = doneAt === null ? '' : `done ${shownTime(doneAt)}`;
  const limits = [limit, ...extensions];
  const days = limits.every(({ unit }) => unit === 'working-days');
  const parts = counted.slice(0, 3).map(({ from, to }) => {
    const hours = `${shownTime(from)}-${shownTime(to).slice(11)}`;
    return days ? shownTime(to).slice(0, 10) : `${hours} (${Math.round((to - from) / minuteMs)} min)`;
  });
  const more = counted.length > 3 ? `… ${shownTime(counted.at(-1)?.to ?? null)}` : '';
  return [
    clock,
    limits.map(limitWords).join(' + '),
    due,
    done,
    isOverdue ? 'overdue' : '',
    [...parts, more].filter(Boolean).join(', '),
  ];
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((one) => `  ${one}`)
    .join('\n');
}

function written(at: number | null): string | null {
  return at === null ? null : `${shownTime(at).replace(' ', 'T')}+08:00`;
}
