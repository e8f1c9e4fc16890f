import type { Words } from '../catalogue/explained.js';
import { found, good, type Problem, problem, skipped } from '../finding.js';
import type { Check } from '../subject.js';
import { shapeProblems } from './secret-shapes.js';

/** What each channel needs of its provider's console. */
const channels = [
  { name: { zh: '电话', en: 'the telephone' }, variables: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'] },
  { name: { zh: '微信', en: 'WeChat' }, variables: ['WECHAT_APP_ID', 'WECHAT_TOKEN', 'WECHAT_ENCODING_AES_KEY'] },
];

export const settings: Check = {
  name: 'settings',
  look({ settings, settingsProblems, isProduction }) {
    if (settingsProblems.length > 0) return found([problem('settings-wrong', {}, { details: settingsProblems })]);
    if (!isProduction && settings.givenSecrets.length > 0) {
      return found([problem('production-forgotten', { secrets: settings.givenSecrets.join(', ') })]);
    }
    const { port } = settings;
    if (isProduction) return good(`正式环境，端口 ${port}`, `production; port ${port}`);
    return good(
      `本机试用：不接服务商，密钥现编，示例记录；端口 ${port}`,
      `local mode: no providers, made-up secrets, sample records; port ${port}`,
    );
  },
};

/** A channel without secrets refuses everyone, which is right for one that is not run. */
export const secrets: Check = {
  name: 'secrets',
  look({ variable }) {
    const problems: Problem[] = [];
    const complete = { zh: [] as string[], en: [] as string[] };
    for (const { name, variables } of channels) {
      const missing = variables.filter((one) => variable(one) === '');
      if (missing.length === 0) {
        complete.zh.push(name.zh);
        complete.en.push(name.en);
      } else if (missing.length < variables.length) {
        problems.push(problem('secrets-incomplete', { channel: name, missing: both(missing) }));
      } else problems.push(problem('channel-without-secrets', { channel: name, missing: missing.join(', ') }));
    }
    problems.push(...shapeProblems(variable));
    const otherwise = good(`${complete.zh.join('、')}的都齐了`, `set for ${complete.en.join(' and ')}`);
    const madeUp = skipped(
      '本机试用：每次启动现编，只给模拟器用',
      'local mode: made up anew at each start, for the simulator only',
    );
    return found(problems, otherwise, complete.en.length === 0 ? madeUp : otherwise);
  },
};

function both(names: readonly string[]): Words {
  return { zh: names.join('、'), en: names.join(' and ') };
}
