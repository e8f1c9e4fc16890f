import { failure, good, skipped, warning } from '../finding.js';
import type { Check } from '../subject.js';

export const settings: Check = {
  name: 'settings',
  look({ settings: read, settingsProblems, isProduction }) {
    if (!read) return failure(...settingsProblems);
    if (!isProduction && read.givenSecrets.length > 0) {
      return warning(
        `true secrets (${read.givenSecrets.join(', ')}), and NODE_ENV is not production: sample records are loaded, old deliveries are not refused. Set NODE_ENV=production, unless you are trying things out.`,
      );
    }
    const mode = isProduction ? 'production' : 'local mode: no providers, made-up secrets, sample records';
    return good(`${mode}; port ${read.port}`);
  },
};

/** What each channel needs of its provider's console. */
const channels = [
  { name: 'the telephone', variables: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'] },
  { name: 'WeChat', variables: ['WECHAT_APP_ID', 'WECHAT_TOKEN', 'WECHAT_ENCODING_AES_KEY'] },
];

/** A channel without secrets refuses everyone, which is right for one that is not run. */
export const secrets: Check = {
  name: 'secrets',
  look({ isSet, isProduction }) {
    const problems: string[] = [];
    const complete: string[] = [];
    for (const { name, variables } of channels) {
      const missing = variables.filter((variable) => !isSet(variable));
      if (missing.length === 0) complete.push(name);
      else if (missing.length < variables.length) {
        problems.push(`${name} lacks ${missing.join(' and ')}. Copy it from the provider's console.`);
      } else if (isProduction) {
        problems.push(`${name} has none, and refuses everyone. Set ${missing.join(', ')}, unless you do not run it.`);
      }
    }
    if (problems.length > 0) return warning(...problems);
    if (complete.length === 0) return skipped('local mode: made up anew at each start, for the simulator only');
    return good(`set for ${complete.join(' and ')}`);
  },
};
