import { ContentDocument } from '../authored/document.js';
import type { Problem } from '../authored/problem.js';
import type { ContentFiles } from '../content/files.js';
import type { Content } from '../domain/content/content.js';
import { daysText, spanText } from '../domain/hotline/hours-explained.js';
import { gapsOf } from '../hotline/roster/gaps.js';
import { idleHoursOf } from '../hotline/roster/idle-shifts.js';
import { shownTime } from './with-store.js';

const daysLookedAt = 14;
/** Shifts may be of holidays, which come once a year. */
const daysOfShifts = 366;

/**
 * @returns a warning for each line that is open in the next two weeks while nobody is on duty, with the first such time, and for the hours of each
 * shift in which its line is never open
 */
export function rosterDoubts(content: Content, files: ContentFiles, now: number): readonly Problem[] {
  const file = 'data/staff/roster.yaml';
  const document = new ContentDocument(file, files[file] ?? '{}');
  for (const line of content.lines.keys()) {
    for (const { days, hours } of idleHoursOf(content, line, now, daysOfShifts)) {
      const when = `${daysText(days)} ${spanText(hours)}`;
      document.refuse(
        ['roster', line],
        `has a shift (${when}) while it is closed, and nobody is rung then. Change its hours.`,
      );
    }
    const [first, ...others] = gapsOf(content, line, now, daysLookedAt);
    if (!first) continue;
    const more = others.length === 0 ? '' : `, and ${others.length} more times in ${daysLookedAt} days`;
    const when = `${shownTime(first.from)} to ${shownTime(first.to).slice(11)}${more}`;
    document.refuse(['roster', line], `is open and has nobody on duty ${when}. Add a shift, or change its hours.`);
  }
  return document.problems;
}
