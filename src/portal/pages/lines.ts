import type { Content } from '../../domain/content/content.js';
import type { LineId } from '../../domain/hotline/line.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import { hoursNow } from '../parts/hours-now.js';
import { type Html, html } from '../shell/html.js';

/** A key of the hotline and where it leads. */
export interface LineOnKey {
  readonly key: string;
  readonly name: string;
  readonly line: LineId;
  /** Its own number, where it has one that leads past the menu. */
  readonly directNumber: string | null;
}

/** @returns the lines by their keys, in the order of the first menu */
export function linesOnKeys({ menus, lines }: Content): readonly LineOnKey[] {
  const options = menus.get('main')?.options ?? [];
  return options.flatMap(({ key, label, leadsTo }) =>
    leadsTo.kind === 'line'
      ? [{ key, name: label, line: leadsTo.line, directNumber: lines.get(leadsTo.line)?.directNumber ?? null }]
      : [],
  );
}

/** Whether somebody answers a line now. */
export function lineHours(content: Content, line: LineId, now: number): Html {
  return hoursNow(scheduleOf(content, line), now);
}

/**
 * Whom to call about something, and whether they answer now.
 * @param line whose business it is
 * @param say what to have at hand: 报检号
 */
export function whomToCall(
  content: Content,
  line: LineId,
  phone: Html,
  { now, say }: { now: number; say: string },
): Html {
  const on = linesOnKeys(content).find((one) => one.line === line);
  const key = on ? html`按 <kbd>${on.key}</kbd>（${on.name}）` : html`按 <kbd>0</kbd>（人工）`;
  return html`<p>请拨 ${phone}，${key}，告诉同事${say}。${lineHours(content, line, now)}。</p>`;
}
