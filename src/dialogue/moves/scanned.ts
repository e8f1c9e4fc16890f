import type { Form } from '../../domain/content/content.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { entryFor } from '../turn/form-words.js';
import { type Move, mainMenu } from '../turn/move.js';
import { toNamed } from './to-named.js';

/** Our stickers hold a link to a page about one thing: `…/v/CODE` is a vehicle, `…/w/CODE` a bottle, whether we know it or not. */
const lookupOfPage: Readonly<Record<string, string>> = { v: 'car', w: 'wine' };
const page = /\/([a-z])\/([^/?#]+)/;
const link = /^(?:https?:)?\/\/([^/?#\s]+)/i;
/** A bar code comes with what kind it is: `EAN_13,6901234567892`. */
const barCode = /^[A-Z][A-Z0-9_]*,/;
const longestShown = 20;

/** Where a scanned code leads: to what is known of it, else to the words that say what was scanned, and what can be. */
export async function scanned(content: string, context: TurnContext): Promise<Move> {
  const [, prefix = '', coded = ''] = page.exec(content) ?? [];
  const form = formOfPage(prefix, context);
  const [field] = form?.fields ?? [];
  if (form && field) {
    const entry = entryFor(field, decodeURIComponentSafely(coded), true);
    if (entry.ok) return { kind: 'go', place: { at: 'form', form: form.id, answers: { [field.name]: entry.value } } };
  }
  const code = coded === '' ? content.replace(barCode, '') : decodeURIComponentSafely(coded);
  const named = await toNamed(context.read(code).identifiers, context);
  return (
    named ?? {
      kind: 'go',
      place: mainMenu,
      lead: [sentence('scan.unknown', { what: context.read(shown(content)).shown })],
    }
  );
}

function formOfPage(prefix: string, { content }: TurnContext): Form | undefined {
  const { [prefix]: lookup } = lookupOfPage;
  return lookup === undefined ? undefined : [...content.forms.values()].find((one) => one.lookup === lookup);
}

/** What was scanned, short, and nothing that could be tapped: of a link only where it leads. */
function shown(content: string): string {
  const bare = content.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  const text = link.exec(bare)?.[1]?.replaceAll('.', ' . ') ?? bare.replace(barCode, '').replace(/[<>]/g, '');
  const characters = [...text];
  return characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : text;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
