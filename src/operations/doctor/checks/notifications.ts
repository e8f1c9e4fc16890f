import { found, good, type Problem, problem, skipped } from '../finding.js';
import type { Check } from '../subject.js';

/** Whether somebody is told of a case, and the roads are open. Nothing is sent. */
export const notifications: Check = {
  name: 'notifications',
  async look({ notificationRoads }) {
    const local = skipped('没有设，工单只在系统里', 'none is set: cases are told of here only');
    if (notificationRoads.length === 0) return found([problem('nobody-is-told', {})], local, local);
    const problems: Problem[] = [];
    for (const { setting, where, tryIt, mayRefuse } of notificationRoads) {
      if (isOpenToAll(where)) problems.push(problem('notification-unencrypted', {}, { where: setting }));
      const reason = await tryIt();
      if (reason === null) continue;
      const finding = mayRefuse?.(reason) ? 'notification-road-doubted' : 'notification-road-closed';
      problems.push(problem(finding, { address: where, reason }, { where: setting }));
    }
    const roads = notificationRoads.map(({ where }) => where).join(', ');
    return found(problems, good(`${roads} 通`, `${roads} can be reached`));
  },
};

/** Mail is encrypted or not sent; of addresses, their letters say it. */
function isOpenToAll(where: string): boolean {
  return /^http:\/\/(?!(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$))/i.test(where);
}
