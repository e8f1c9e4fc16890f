import { Connection } from './connection.js';

/** So often, in ms, what was written is brought from the log into the file, while anything is. */
const everyMs = 200;

/**
 * Brings the log (WAL) into the file beside the one writer, on a connection of its own: the writer would wait for the disk, and every caller
 * for the writer. Where it falls behind, the writer's own checkpoint does the rest.
 */
export class Checkpointer {
  private connection: Promise<Connection> | null = null;
  private working: Promise<void> = Promise.resolve();
  private isWorking = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly file: string) {}

  /** Notes that something was written. */
  note(): void {
    this.timer ??= setTimeout(() => this.begin(), everyMs).unref();
  }

  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.working;
    await (await this.connection)?.close();
  }

  private begin(): void {
    this.timer = null;
    if (this.isWorking) return;
    this.isWorking = true;
    this.working = this.checkpoint()
      // Whatever is wrong with the file, whoever writes is told of it.
      .catch(() => undefined)
      .finally(() => {
        this.isWorking = false;
      });
  }

  private async checkpoint(): Promise<void> {
    this.connection ??= Connection.open(this.file, false).catch((error: unknown) => {
      this.connection = null;
      throw error;
    });
    await (await this.connection).exec('PRAGMA wal_checkpoint(PASSIVE)');
  }
}
