import type { Command } from 'commander';
import { examinerOf } from '../database/inspect.js';
import { type AuditReport, audit } from '../disclosure/audit/audit.js';
import { brokenPlace } from '../disclosure/audit/broken-text.js';
import { damageProblem } from '../operations/doctor/checks/integrity.js';
import { markOf, type Problem } from '../operations/doctor/finding.js';
import { loadConfig } from '../service/config.js';
import { progressLine } from './progress-line.js';
import { UsageError, withStore } from './with-store.js';

/** Adds `yibo audit`. Exit: 0 the chain holds and is guarded as it was made, 1 one of them is not so. */
export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description(
      'recompute every hash of the public record, name the first link that does not hold, and what no longer guards it',
    )
    .option('--head <hash>', 'a hash or a public seal noted earlier, which the chain has to contain')
    .option('--json', 'for machines')
    .action(async ({ head, json }: { head?: string; json?: boolean }) => {
      process.exitCode = await withStore(
        'audit',
        async ({ publications, publicSeals }) => {
          const expectedHead = head === undefined ? undefined : hashNamed(head);
          const progress = progressLine('auditing', process.stderr);
          const total = Math.max(1, await versionsIn(publications));
          const altered = await (await examinerOf(loadConfig(process.env).databaseUrl)).findAlterations();
          const report = await audit({
            store: publications,
            seals: publicSeals,
            ...(expectedHead !== undefined && { expectedHead }),
            onProgress: (rows) => progress.show({ rows, share: rows / total }),
          }).finally(progress.end);
          const structure = altered?.map((one) => damageProblem(one, null)) ?? null;
          process.stdout.write(
            json ? `${JSON.stringify({ ...report, structure })}\n` : worded(report) + guards(structure),
          );
          return report.broken || structure?.some(isGrave) ? 1 : 0;
        },
        { mustExist: true },
      );
    });
}

async function versionsIn(store: Parameters<typeof audit>[0]['store']): Promise<number> {
  let sum = 0;
  for (let after = 0; ; ) {
    const page = await store.chain(after, 1000);
    for (const { versions } of page) sum += versions;
    after = page.at(-1)?.position ?? after;
    if (page.length < 1000) return sum;
  }
}

function worded({ releases, versions, head, sealed, publicHead, broken }: AuditReport): string {
  const sound = `${releases} releases, ${versions} versions`;
  if (!broken) {
    return head === ''
      ? 'Nothing has been published yet. If that is a surprise, look at DATABASE_URL, and at a backup.\n'
      : `The chain holds: ${sound}.\nIts head is ${head}\n${roots(releases, sealed, publicHead)}Note them where nobody here can change it; later, yibo audit --head proves for either that nothing before it was changed.\n`;
  }
  const place = brokenPlace(broken);
  return `The chain is broken${place === '' ? '' : ` at ${place}`}: ${broken.what}.\nBefore it, ${sound} hold. Compare with a backup.\n`;
}

/** What is said to whoever is outside, too. */
function roots(releases: number, sealed: number, publicHead: string): string {
  const rest =
    sealed < releases
      ? ` ${releases - sealed} releases have no public root yet: yibo seal, or a running service, makes them.`
      : '';
  return publicHead === ''
    ? `${rest.trimStart()}\n`
    : `Its public seal, up to number ${sealed}, is ${publicHead}${rest}\n`;
}

/** Tells of triggers and unique indexes, which refuse changes of what is public and records that come twice. @param structure null where it could not be compared */
function guards(structure: readonly Problem[] | null): string {
  if (structure === null)
    return 'Whether triggers and unique indexes are as they were made was not found out: npx yibo doctor says why.\n';
  return structure.map(({ what, remedy }) => `${what.en}. ${remedy.en}.\n${what.zh}。${remedy.zh}。\n`).join('');
}

function isGrave({ code }: Problem): boolean {
  return markOf(code, true) === 'failure';
}

/** @throws UsageError */
function hashNamed(text: string): string {
  const hash = text.trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new UsageError(
    `--head "${text}" is no head of a chain: it has 64 digits from 0 to f. An earlier yibo audit showed it.`,
  );
}
