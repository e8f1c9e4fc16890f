import { startService } from '../src/main.js';

/**
 * Serves as `yibo serve` does, on the content of the folder that is named: `node always-open-process.js FOLDER`. The command
 * has no such choice, and a clock that stands still is refused in production.
 */
const [, , root = ''] = process.argv;

const service = await startService(process.env, { root });
service.log.info({ origin: service.origin, publicBaseUrl: service.publicBaseUrl }, 'ready');
process.once('SIGTERM', () => void service.close().then(() => process.exit(0)));
