import type { Content } from '../../../domain/content/content.js';
import { standing } from '../../../domain/hotline/calendar.js';
import type { Line } from '../../../domain/hotline/line.js';
import { found, good, type Problem, problem, skipped } from '../finding.js';
import type { Check } from '../subject.js';
import { isPlaceholder } from './placeholder.js';

const file = 'data/staff/lines.yaml';

/** Whether whoever is rung is somebody, on every line, in its hours; and in WeChat, whether a question has somewhere to go. */
export const telephones: Check = {
  name: 'telephones',
  look({ content, rosterDoubts, variable, settings, now }) {
    const read = content();
    if (!read) return skipped('内容有误，还不知道', 'not known while the content is wrong');
    const lines = [...read.lines.values()];
    const at = settings.clockStartsAt ?? now();
    const problems = [
      ...placeholders(lines),
      ...lines.flatMap((line) => dutyProblems(line, read, at)),
      ...rosterProblems(rosterDoubts()),
      ...(variable('WECHAT_TOKEN') === '' ? [] : accountProblems(lines)),
    ];
    const count = lines.reduce((sum, { staff }) => sum + staff.length, 0);
    const told = { zh: `${lines.length} 条线，${count} 部电话`, en: `${lines.length} lines, ${count} telephones` };
    const elsewhere = skipped(
      `${told.zh}；是不是真的，只在正式环境要紧`,
      `${told.en}; whether they are real matters in production only`,
    );
    return found(problems, good(told.zh, told.en), elsewhere);
  },
};

function placeholders(lines: readonly Line[]): readonly Problem[] {
  const details = lines.flatMap(({ id, staff }) =>
    staff
      .flatMap(({ name, telephones }) => telephones.map((phone) => ({ name, phone })))
      .filter(isPlaceholder)
      .map(({ name, phone }) => `${id}: ${name} ${phone}`),
  );
  if (details.length === 0) return [];
  return [problem('placeholder-telephone', { count: details.length, file }, { where: file, details })];
}

function dutyProblems({ name, staff, schedule = 'general' }: Line, { schedules }: Content, at: number): Problem[] {
  if (staff.length === 0) return [problem('line-without-anybody', { line: name, file }, { where: file })];
  const { open, ...closed } = { reopensAt: null, ...standing(schedules.get(schedule) ?? [], at) };
  if (open || closed.reopensAt !== null) return [];
  const hours = 'data/calendar/hours.yaml';
  return [problem('line-never-open', { line: name, schedule, file: hours }, { where: hours })];
}

function rosterProblems(details: readonly string[]): readonly Problem[] {
  const roster = 'data/staff/roster.yaml';
  return details.length === 0 ? [] : [problem('roster-doubted', { count: details.length }, { where: roster, details })];
}

function accountProblems(lines: readonly Line[]): readonly Problem[] {
  const without = lines.filter(({ staff }) => staff.every(({ wechatAccount }) => !wechatAccount));
  if (without.length === 0) return [];
  if (without.length === lines.length) return [problem('no-wechat-accounts', { file }, { where: file })];
  const names = { zh: without.map(({ name }) => name).join('、'), en: without.map(({ id }) => id).join(', ') };
  return [problem('line-without-wechat-account', { count: without.length, lines: names, file }, { where: file })];
}
