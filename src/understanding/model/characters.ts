import { inForms } from '../../domain/language/simplified.js';

/** What is known of each character of the basic plane: its simplified form, and how it sounds. */
export interface Characters {
  /** By code, the code of the simplified form; the same code where there is none other. */
  readonly simplified: Uint16Array;
  /** By code, the number of its toneless syllable (ma, shi), from 1; 0 where it has none. */
  readonly syllable: Uint16Array;
}

const first = 0x3400;
const last = 0x9fff;

/**
 * Works the characters out of two dictionaries, opencc-js and pinyin-pro. It takes half a second and is done when a
 * model is trained; the result is kept with the model, so that a service loads neither.
 */
export async function learnCharacters(): Promise<Characters> {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  const simplify = Converter({ from: 't', to: 'cn' });
  const simplified = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  const syllable = new Uint16Array(0x10000);
  const numbers = new Map<string, number>();
  for (let code = first; code <= last; code++) {
    const character = String.fromCharCode(code);
    const [simple = character] = simplify(character);
    if (simple.length === 1) simplified[code] = simple.charCodeAt(0);
    const sound = pinyin(character, { toneType: 'none' });
    if (!/^[a-zü]+$/.test(sound)) continue;
    const number = numbers.get(sound) ?? numbers.size + 1;
    numbers.set(sound, number);
    syllable[code] = number;
  }
  return { simplified, syllable };
}

/** @returns the text with every traditional character in its simplified form */
export function simplifiedText(text: string, { simplified }: Characters): string {
  return inForms(text, simplified);
}
