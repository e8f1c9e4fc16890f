import { found, good, problem, skipped } from '../finding.js';
import type { Check } from '../subject.js';

/** The optional channel through wechaty: whether what it needs is there, and can be loaded. */
export const puppet: Check = {
  name: 'wechaty',
  async look({ puppet: chosen }) {
    if (!chosen) return skipped('没有选 puppet', 'none is chosen');
    const { name } = chosen;
    const missing = chosen.missing();
    if (missing.length > 0) return found(missing.map((said) => problem('puppet-lacks', { said }, { where: name })));
    const reason = await chosen.tryLoading();
    if (reason === null) return good(`${name} 可以装载`, `${name} can be loaded`);
    return found([problem('puppet-not-loaded', { name, reason })]);
  },
};
