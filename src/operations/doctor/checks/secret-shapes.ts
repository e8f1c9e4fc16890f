import type { Words } from '../catalogue/explained.js';
import { type Problem, problem } from '../finding.js';

interface Shape {
  readonly variable: string;
  readonly pattern: RegExp;
  readonly words: Words;
  /** Whether it may be shown: a name is no secret. */
  readonly isName?: boolean;
}

const hex32 = { zh: ' 32 位十六进制数', en: '32 digits from 0 to f' };
const aesKey = { zh: ' 43 个字母和数字', en: '43 letters and digits' };

/** What the consoles give out. */
const shapes: readonly Shape[] = [
  {
    variable: 'TWILIO_ACCOUNT_SID',
    pattern: /^AC[0-9a-f]{32}$/i,
    words: { zh: ' AC 加 32 位十六进制数', en: 'AC and 32 digits from 0 to f' },
    isName: true,
  },
  { variable: 'TWILIO_AUTH_TOKEN', pattern: /^[0-9a-f]{32}$/i, words: hex32 },
  {
    variable: 'WECHAT_APP_ID',
    pattern: /^wx[0-9a-f]{16}$/i,
    words: { zh: ' wx 加 16 位十六进制数', en: 'wx and 16 digits from 0 to f' },
    isName: true,
  },
  { variable: 'WECHAT_APP_SECRET', pattern: /^[0-9a-f]{32}$/i, words: hex32 },
  {
    variable: 'WECHAT_TOKEN',
    pattern: /^[A-Za-z0-9]{3,32}$/,
    words: { zh: ' 3 到 32 个字母和数字', en: '3 to 32 letters and digits' },
  },
  { variable: 'WECHAT_ENCODING_AES_KEY', pattern: /^[A-Za-z0-9]{43}$/, words: aesKey },
  { variable: 'WECHAT_ENCODING_AES_KEY_PREVIOUS', pattern: /^[A-Za-z0-9]{43}$/, words: aesKey },
];

/** Chosen by people, not by the console. */
const chosen = ['WECHAT_TOKEN', 'WECHAT_ENCODING_AES_KEY'];

/** @returns what cannot have come from a console, and what anybody could guess; a secret itself is never repeated */
export function shapeProblems(variable: (name: string) => string): readonly Problem[] {
  const malformed = shapes.flatMap(({ variable: name, pattern, words, isName = false }) => {
    const value = variable(name);
    if (value === '' || pattern.test(value)) return [];
    const shown = { zh: `“${value.slice(0, 40)}”`, en: `"${value.slice(0, 40)}"` };
    const told = isName ? shown : { zh: ` ${value.length} 个字符`, en: `${value.length} character(s)` };
    const said = { zh: `${told.zh}${blanks(value).zh}`, en: `${told.en}${blanks(value).en}` };
    return [problem('malformed-secret', { shape: words, told: said }, { where: name })];
  });
  const guessable = chosen.flatMap((name) => {
    const value = variable(name);
    const isMalformed = malformed.some(({ where }) => where === name);
    if (value === '' || isMalformed || !isGuessable(value)) return [];
    return [problem('guessable-secret', { length: value.length }, { where: name })];
  });
  return [...malformed, ...guessable];
}

function blanks(value: string): Words {
  return /\s/.test(value) ? { zh: '，带空格', en: ', blanks among them' } : { zh: '', en: '' };
}

/** Whether it is short, or made of a few signs. */
export function isGuessable(secret: string): boolean {
  return secret.length < 12 || new Set(secret).size < 6;
}
