import { statSync } from 'node:fs';
import { found, good, type Problem, problem } from '../finding.js';
import type { Check, GuardedPath, Reached, Subject } from '../subject.js';

/** What strangers can reach from the internet, or read and change on this machine. */
export const exposure: Check = {
  name: 'exposure',
  async look(subject) {
    const { settings } = subject;
    const problems = [
      ...(await openPages(subject)),
      ...(settings.publicBaseUrl === null ? [] : listening(subject)),
      ...modeProblems(subject),
    ];
    const closed = good('没有给外人开着的', 'nothing is open to strangers');
    return found(problems, closed, closed);
  },
};

const pages = [
  { path: '/metrics', code: 'metrics-open', isOurs: (body: string) => body.includes('# HELP ') },
  { path: '/readyz', code: 'readiness-open', isOurs: (body: string) => /"(content|database)":/.test(body) },
  {
    path: '/simulator/',
    code: 'simulator-open',
    isOurs: (body: string) => /<html/i.test(body) && /yibo|一拨就灵|模拟/i.test(body),
  },
] as const;

/** Asked through the public address, as a stranger would. */
async function openPages({ settings: { publicBaseUrl }, reach }: Subject): Promise<readonly Problem[]> {
  if (publicBaseUrl === null) return [];
  const problems: Problem[] = [];
  for (const { path, code, isOurs } of pages) {
    const reached: Reached = await reach(path);
    const isOpen =
      reached.failed === null && (reached.status === 200 || reached.status === 503) && isOurs(reached.body);
    if (isOpen) problems.push(problem(code, {}, { where: publicBaseUrl + path }));
  }
  return problems;
}

function listening({ settings, isContained }: Subject): readonly Problem[] {
  const { publicBaseUrl, host, port, trustedProxies } = settings;
  const problems: Problem[] = [];
  // The service itself speaks http: whoever answers to https stands before it.
  if (publicBaseUrl?.startsWith('https:') && trustedProxies === 0) {
    problems.push(problem('proxy-not-counted', {}, { where: 'TRUSTED_PROXIES' }));
  }
  const isEverywhere = host === null || host === '0.0.0.0' || host === '::';
  // In a container every address is the container's own, and what is published of it is said outside.
  if (isEverywhere && !isContained) {
    problems.push(problem('listens-to-everybody', { port: port ?? 0 }, { where: 'HOST' }));
  }
  return problems;
}

/** One finding for each secret file, and one for all content. */
function modeProblems({ guardedPaths, root }: Subject): readonly Problem[] {
  if (process.platform === 'win32') return [];
  const isOpen = ({ path }: GuardedPath, bits: number): boolean =>
    ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & bits) !== 0;
  const read = guardedPaths.filter((one) => !one.mayBeRead && isOpen(one, 0o004));
  const written = guardedPaths.filter((one) => one.mayBeRead && isOpen(one, 0o002));
  const problems = read.map(({ path, holds }) =>
    problem('file-readable-by-others', { kind: holds, path }, { where: path }),
  );
  if (written.length === 0) return problems;
  const details = written.map(({ path }) => path);
  return [...problems, problem('content-writable-by-others', { path: root }, { where: root, details })];
}
