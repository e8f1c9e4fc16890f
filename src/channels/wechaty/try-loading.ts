import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { moduleAddress } from './installed.js';
import type { WechatySettings } from './settings.js';

/** Loads wechaty and a puppet, and looks whether the puppet is one. */
const script = `
  await import('wechaty');
  let puppet = await import(process.argv[1]);
  while (puppet && typeof puppet.default !== 'function') puppet = puppet.default;
  if (!puppet) throw new Error(process.argv[1] + ' is no puppet of wechaty');
  process.exit(0);
`;

/**
 * Loads what the channel needs, in a process of its own that ends then; nothing logs in.
 * @param home the folder of the package
 * @returns why it cannot be loaded; null when it can
 */
export async function tryLoading({ puppet }: WechatySettings, home: string): Promise<string | null> {
  const run = promisify(execFile);
  const options = ['--input-type=module', '--eval', script, moduleAddress(puppet)];
  try {
    await run(process.execPath, options, { cwd: home, timeout: 60_000 });
    return null;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    return /^\w*Error.*$/m.exec(stderr)?.[0] ?? (error instanceof Error ? error.message : String(error));
  }
}
