import { isIP } from 'node:net';
import { found, good, type Problem, problem, skipped } from '../finding.js';
import type { Check, Reached } from '../subject.js';
import { isInternal, isReserved } from './hosts.js';

/** Providers call this address; signatures are made over it. */
export const address: Check = {
  name: 'address',
  async look({ settings: { publicBaseUrl }, settingsProblems, variable, reach }) {
    if (publicBaseUrl === null) {
      return settingsProblems.length > 0
        ? skipped('设置有误，还不知道', 'not known while the settings are wrong')
        : skipped('本机试用：外面没人打进来', 'local mode: nobody calls from outside');
    }
    const asked = `${publicBaseUrl}/healthz`;
    const problems = [
      ...asWritten(publicBaseUrl, variable('YIBO_PLAIN_HTTP') === 'on'),
      ...judge(asked, await reach('/healthz')),
    ];
    const answers = good(`${asked} 有回答`, `${asked} answers`);
    return found(problems, answers, answers);
  },
};

/** What its letters already say. */
function asWritten(publicBaseUrl: string, isChosen: boolean): readonly Problem[] {
  const where = publicBaseUrl;
  const problems: Problem[] = [];
  if (publicBaseUrl.startsWith('http:')) {
    problems.push(problem(isChosen ? 'address-plain-by-choice' : 'address-unencrypted', {}, { where }));
  }
  const host = URL.canParse(publicBaseUrl) ? new URL(publicBaseUrl).hostname : '';
  const isNowhere = isInternal(host) || isReserved(host) || (isIP(host) === 0 && !host.includes('.'));
  if (isNowhere) problems.push(problem('address-of-no-provider', {}, { where }));
  return problems;
}

function judge(where: string, reached: Reached): readonly Problem[] {
  if (reached.failed !== null) return [problem(codeOf(reached.failed), {}, { where, details: [reached.failed] })];
  const { status, body, location } = reached;
  if (location !== null) return [problem('address-elsewhere', { location }, { where })];
  if (status >= 500) return [problem('address-down', { status }, { where })];
  if (status !== 200 || body.trim() !== 'ok') return [problem('address-foreign', { status }, { where })];
  return [];
}

const codes = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'address-unresolved'],
  [/^ECONNREFUSED$/, 'address-refused'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'address-unroutable'],
  [/TIMEOUT|TimeoutError/, 'address-silent'],
  [/CERT|SIGNED|TLS|SSL/, 'address-certificate'],
] as const;

function codeOf(failed: string) {
  return codes.find(([pattern]) => pattern.test(failed))?.[1] ?? 'address-unanswered';
}
