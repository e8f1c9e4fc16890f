import type { DrawRule } from '../draws/protocol/draw-rule.js';
import { readRule, ruleNames } from '../service/draw-rules.js';
import { installation } from '../service/installation.js';
import { UsageError } from './with-store.js';

/** @throws UsageError with the names that there are, RuleFault for a file that is no rule */
export function ruleNamed(named: string): DrawRule {
  const { data } = installation();
  const found = readRule(data, named);
  if (found) return found;
  throw new UsageError(`there is no rule ${named}. Known are: ${ruleNames(data).join(', ')}; or name a file.`);
}
