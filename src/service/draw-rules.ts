import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type DrawRule, drawRuleIn } from '../draws/protocol/draw-rule.js';
import { RuleFault } from '../draws/rules/strata.js';

/**
 * The names of the rules in `data/draws/`.
 * @param data the folder `data`
 */
export function ruleNames(data: string): readonly string[] {
  const folder = join(data, 'draws');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort();
}

/**
 * @param named a name of `data/draws/`, or a file
 * @returns null where there is neither
 * @throws RuleFault for one that is no rule
 */
export function readRule(data: string, named: string): DrawRule | null {
  const own = join(data, 'draws', `${named}.yaml`);
  const file = /^[a-z0-9-]+$/.test(named) && existsSync(own) ? own : named;
  if (!existsSync(file)) return null;
  try {
    return drawRuleIn(parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new RuleFault(`${file}: ${(error as Error).message}`);
  }
}

/**
 * What the rules of `data/draws/` are called, by their ids without the version. A file that is no rule has no name.
 * @example namesOfRules(data).get('certificate-teams') // '认证检查小组'
 */
export function namesOfRules(data: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const file of ruleNames(data)) {
    try {
      const rule = readRule(data, file);
      if (rule) names.set(rule.rule.id.split('/')[0] ?? '', rule.name);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
    }
  }
  return names;
}
