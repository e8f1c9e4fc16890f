import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CodedError } from '../../domain/errors/errors.js';
import { type WechatySettings, wechatySettings } from './settings.js';

/** The channel is asked for, and cannot run. */
export class WechatyRefused extends CodedError {
  readonly code = 'wechaty-refused';
  constructor(readonly problems: readonly string[]) {
    super(
      `WECHATY_PUPPET is set, but the channel cannot run:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  }
}

/**
 * @returns the settings of the channel; null when no puppet is chosen
 * @throws WechatyRefused with every problem at once, when it is chosen and cannot run
 */
export function runnableWechaty(env: NodeJS.ProcessEnv): WechatySettings | null {
  const settings = wechatySettings(env);
  const problems = settings ? missingFor(settings, env) : [];
  if (problems.length > 0) throw new WechatyRefused(problems);
  return settings;
}

/**
 * Looks, without loading anything, whether a puppet could run.
 * @returns what is missing, each with what to do
 */
export function missingFor(
  { puppet, token }: WechatySettings,
  env: NodeJS.ProcessEnv,
  isThere: (name: string) => boolean = isInstalled,
): readonly string[] {
  const problems: string[] = [];
  if (!isThere('wechaty')) {
    problems.push('wechaty is not installed. Run npm ci without --omit=optional, or unset WECHATY_PUPPET.');
  }
  if (!isThere(puppet)) {
    const remedy = isPath(puppet) ? 'Set WECHATY_PUPPET to a file that is there.' : `Run npm install ${puppet}.`;
    problems.push(`the puppet ${puppet} is not installed. ${remedy}`);
  }
  const hasToken = token !== null || (env.WECHATY_PUPPET_SERVICE_TOKEN ?? '') !== '';
  if (puppet === 'wechaty-puppet-service' && !hasToken) {
    problems.push('wechaty-puppet-service needs a token. Set WECHATY_TOKEN to that of your puppet service.');
  }
  return problems;
}

/** @returns what `import` takes: a path becomes an address */
export function moduleAddress(puppet: string): string {
  return isPath(puppet) ? pathToFileURL(resolve(puppet)).href : puppet;
}

function isPath(name: string): boolean {
  return isAbsolute(name) || name.startsWith('./') || name.startsWith('../');
}

/** Modules may be there for `import` alone, of which `require.resolve` knows nothing: the folder is looked for. */
function isInstalled(name: string): boolean {
  if (isPath(name)) return existsSync(resolve(name));
  if (name.startsWith('file:')) return existsSync(fileURLToPath(name));
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return folders.some((folder) => existsSync(join(folder, name, 'package.json')));
}
