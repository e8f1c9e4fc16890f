import { failure, good, skipped } from '../finding.js';
import type { Check } from '../subject.js';

/** The optional channel through wechaty: whether what it needs is there, and can be loaded. */
export const puppet: Check = {
  name: 'wechaty',
  async look({ puppet: chosen }) {
    if (!chosen) return skipped('none is chosen');
    const missing = chosen.missing();
    if (missing.length > 0) return failure(...missing);
    const reason = await chosen.tryLoading();
    if (reason === null) return good(`${chosen.name} can be loaded`);
    return failure(`${chosen.name} cannot be loaded: ${reason}. Install it again, or unset WECHATY_PUPPET.`);
  },
};
