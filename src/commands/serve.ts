import type { Command } from 'commander';
import type { RunningService } from '../main.js';
import { untilSignalled } from './until-signalled.js';

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('start the service (npm start does the same)')
    .action(async () => {
      // Listened for from the beginning: process 1 of a container is ended by no signal that it does not listen for.
      const signalled = untilSignalled();
      const { startService } = await import('../main.js');
      const service = await startService(process.env);
      welcome(service);
      const { warnOfMissingFolders } = await import('../service/background.js');
      void warnOfMissingFolders(service);
      signalled((signal) => {
        service.log.info({ signal }, 'stopping: turns under way are finished first');
        return service.close().catch((error: unknown) => {
          service.log.error({ err: error }, 'stopping failed');
          throw error;
        });
      });
    });
}

const forgottenProduction =
  'true secrets, and NODE_ENV is not production: sample records are loaded, YIBO_CLOCK is taken and old deliveries are not refused. Set NODE_ENV=production, unless you are trying things out';

/** Says that it is ready, and what is out of the ordinary about it. */
function welcome(service: RunningService): void {
  const { log, config, origin, publicBaseUrl } = service;
  log.info({ origin, publicBaseUrl }, 'ready');
  if (!config.isProduction && config.givenSecrets.length > 0) {
    log.warn({ given: config.givenSecrets }, forgottenProduction);
  }
  if (config.localSecrets.length > 0) {
    const words = config.isProduction
      ? 'no secrets for this channel: it refuses everyone until they are set'
      : 'local mode: secrets were made up for this run; only the simulator can sign';
    log.warn({ missing: config.localSecrets }, words);
  }
  if (!config.isProduction) console.log(onTheScreen(service));
}

/** What stands on the screen of whoever tries things out. */
function onTheScreen({ origin, config }: RunningService): string {
  const local = `http://localhost:${new URL(origin).port}`;
  const simulator = config.simulator ? `${local}/simulator/` : 'off, since secrets are set: YIBO_SIMULATOR=on';
  const forgotten = config.givenSecrets.length > 0 ? `\n  !! ${forgottenProduction}.\n` : '';
  return `\n  一拨就灵 Yibo is ready.\n  Pages      ${local}/\n  Simulator  ${simulator}\n  Ready      ${local}/readyz\n${forgotten}`;
}
