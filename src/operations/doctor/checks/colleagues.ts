import { isPutAway, type Presence } from '../../../domain/hotline/presence.js';
import { momentText } from '../../moment-text.js';
import { found, good, problem } from '../finding.js';
import type { Check } from '../subject.js';
import { onReadyDatabase } from './records.js';

/** Whether the house had to put somebody away, since they did not answer: whoever runs the hotline would not hear of it otherwise. */
export const colleagues: Check = {
  name: 'colleagues',
  look: (subject) =>
    onReadyDatabase(subject, async () => {
      const now = subject.settings.clockStartsAt ?? subject.now();
      const away = (await subject.presences()).filter((one) => isPutAway(one, now));
      const [first] = away;
      if (!first) return good('没有被系统置离的', 'nobody was put away');
      const roster = subject.content()?.roster.colleagues;
      const told = ({ colleague, since, misses }: Presence): string =>
        `${colleague} ${roster?.get(colleague)?.name ?? ''}: ${momentText(since)}, ${misses}`;
      const values = { count: away.length, first: first.colleague };
      return found([problem('colleague-put-away', values, { details: away.map(told) })]);
    }),
};
