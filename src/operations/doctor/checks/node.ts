import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { found, good, problem } from '../finding.js';
import type { Check } from '../subject.js';

export const node: Check = {
  name: 'node',
  look({ nodeVersion, home }) {
    const { engines } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { engines?: { node?: string } };
    const wanted = engines?.node ?? '';
    const [, least] = /^>=\s*(\d+(?:\.\d+){0,2})$/.exec(wanted) ?? [];
    if (least === undefined) throw new Error(`package.json asks for Node "${wanted}", which this check cannot read`);
    if (isAtLeast(nodeVersion, least))
      return good(`${nodeVersion}，不低于 ${least}`, `${nodeVersion}, at least ${least}`);
    return found([problem('node-too-old', { have: nodeVersion, least })]);
  },
};

function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (let place = 0; place < 3; place++) {
    const difference = (have?.[place] ?? 0) - (need?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
