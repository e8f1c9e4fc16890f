import { Gauge, type Registry } from 'prom-client';
import type { Checked } from '../operations/doctor/look-over.js';

/** What the last checks came to, until nobody can tell any more. */
export class CheckGauges {
  private readonly until = new Map<string, number>();
  private readonly problems: Gauge<'check' | 'weight'>;
  private readonly lastRun: Gauge<'check'>;

  constructor(registry: Registry) {
    this.problems = new Gauge({
      name: 'yibo_check_problems',
      help: 'What the last look at the service found, by check and weight: failure or warning.',
      labelNames: ['check', 'weight'],
      registers: [registry],
      collect: () => this.forget(),
    });
    this.lastRun = new Gauge({
      name: 'yibo_check_last_run_timestamp_seconds',
      help: 'When a check was last done, by this process.',
      labelNames: ['check'],
      registers: [registry],
      collect: () => this.forget(),
    });
  }

  /** Notes what a check came to; one that had nothing to look at is not told. */
  note({ check, mark, problems }: Checked, at: number, keptMs: number): void {
    if (mark === 'skipped') {
      this.drop(check);
      return;
    }
    this.until.set(check, performance.now() + keptMs);
    this.lastRun.set({ check }, at / 1000);
    for (const weight of ['failure', 'warning'] as const)
      this.problems.set({ check, weight }, problems.filter((one) => one.mark === weight).length);
  }

  private forget(): void {
    for (const [check, until] of this.until) if (until < performance.now()) this.drop(check);
  }

  private drop(check: string): void {
    this.until.delete(check);
    this.lastRun.remove({ check });
    for (const weight of ['failure', 'warning'] as const) this.problems.remove({ check, weight });
  }
}
