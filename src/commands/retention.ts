import type { Command } from 'commander';
import { inspectDatabase } from '../database/inspect.js';
import type { Store } from '../domain/store.js';
import { refuseUnready } from '../operations/database-not-ready.js';
import { momentText } from '../operations/moment-text.js';
import { loadRetentionRules, type RetentionRule } from '../operations/retention/rules.js';
import { carryOut, foresee, type RuleOutcome } from '../operations/retention/run.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { installation } from '../service/installation.js';
import { openStore } from '../store/open.js';
import { personalData } from '../store/personal-data.js';
import { explain, wordsOf } from './explain.js';

const runsShown = 10;

/** Adds `yibo retention`. Exit: 0 done, 1 a rule failed or was refused, 2 wrong usage. */
export function addRetentionCommand(program: Command): void {
  program
    .command('retention')
    .description(
      'remove data about persons whose time is over, as the service does every hour, and show what was removed',
    )
    .option('--dry-run', 'only count; remove nothing')
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      process.exitCode = await runRetention(dryRun).catch((error: unknown) => explain('retention', error));
    });
}

async function runRetention(dryRun: boolean): Promise<number> {
  const { databaseUrl, clockStartsAt } = loadConfig(process.env);
  const rules = loadRetentionRules(installation().data, personalData);
  refuseUnready(await inspectDatabase(databaseUrl));
  const clock = new ServiceClock(clockStartsAt);
  const store = await openStore(databaseUrl);
  try {
    let failed = 0;
    for (const rule of rules) {
      const outcome = await (dryRun ? foresee : carryOut)(store, rule, clock.now());
      tellRule(rule, outcome, dryRun);
      failed += outcome.error ? 1 : 0;
    }
    await tellRuns(store);
    return failed > 0 ? 1 : 0;
  } finally {
    await store.close();
  }
}

function tellRule({ id, what, written, reason }: RetentionRule, outcome: RuleOutcome, dryRun: boolean): void {
  const { removed, cutoff, error } = outcome;
  const did = dryRun ? 'would remove' : 'removed';
  const said = error ? `failed: ${wordsOf(error)}` : `${did} ${removed.toLocaleString('en-US')}`;
  console.log(`${error ? '✗' : '✓'} ${id} (${what}, ${written}): ${said} from before ${momentText(cutoff)}`);
  console.log(`  ${reason}`);
}

async function tellRuns(store: Store): Promise<void> {
  const runs = await store.retention.list(runsShown);
  console.log(runs.length === 0 ? '\nNothing has been removed so far.' : '\nRemoved last:');
  for (const { ranAt, rule, cutoff, removed } of runs) {
    console.log(`  ${momentText(ranAt)}  ${rule}  ${removed.toLocaleString('en-US')} older than ${momentText(cutoff)}`);
  }
}
