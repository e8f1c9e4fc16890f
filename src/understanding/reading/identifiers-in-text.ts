import { caseNumberLooks } from '../../domain/cases/case-number.js';
import { type IdentifierKindName, identifierKinds } from '../../domain/identifiers/identifiers.js';
import { isSurelyPersonal, type PersonalNumber, personalNumber } from '../../domain/identifiers/personal.js';
import { digitsOfSpoken } from './numerals.js';

/** An identifier in a message, or something that may be one. */
export interface FoundIdentifier {
  readonly value: string;
  /** What it can be by its length, its characters and its check digit; a telephone or identity number is none of the bureau's. */
  readonly kinds: readonly (IdentifierKindName | PersonalNumber | 'case-no')[];
  /** Where it stands in `text`, from 0; `end` is the place after it. */
  readonly start: number;
  readonly end: number;
}

/** Groups printed with spaces or hyphens (`120000 1 16 000001`) are one. */
const groups = /[0-9A-Za-z]+(?:[ -][0-9A-Za-z]+)*/g;
const day = /^(?:19|20)\d{2}-\d{1,2}-\d{1,2}$/;
/** The name of a standard or of dangerous goods is what is asked about, not what it is asked of: ISO9001, GB7718, UN1993. */
const standard = /^(?:ISO|IEC|GB|GBT|GBZ|OHSAS|EN|UN|ASTM|JIS|DIN|ISPM)\d{3,6}$/;
/** What follows is somebody's own, whatever it looks like: the fifteen digits of an old card are no 报检号. */
const identityCard = /身份[证證](?:号码?|號碼?|码)?(?:是|为|[:：\s])*$/u;
const longestCard = 12;
const inGroups = /[ -]/;
const mostGroups = 12;
const kindNames = Object.keys(identifierKinds) as IdentifierKindName[];

/** A message as it is looked at: in one shape, with the identifiers that are in it. */
export interface ReadMessage {
  readonly text: string;
  readonly identifiers: readonly FoundIdentifier[];
  /** The text with `#` for each identifier: what is asked, without what it is asked of. */
  readonly masked: string;
}

/**
 * Finds what may be identifiers: runs of 6 to 20 letters and digits that hold digits, read out, grouped or in one.
 * @param words in one shape, as `normalise` gives them
 */
export function readMessage(words: string): ReadMessage {
  const text = digitsOfSpoken(words);
  const identifiers: FoundIdentifier[] = [];
  const own: FoundIdentifier[] = [];
  for (const match of text.matchAll(groups)) {
    const isOwn = identityCard.test(text.slice(Math.max(0, match.index - longestCard), match.index));
    for (const one of within(match[0], match.index)) {
      (isOwn && !isSurelyPersonal(one.value) ? own : identifiers).push(one);
    }
  }
  const all = own.length === 0 ? identifiers : [...own, ...identifiers].toSorted((a, b) => a.start - b.start);
  let masked = '';
  let from = 0;
  for (const { start, end } of all) {
    if (start < from) continue;
    masked += `${text.slice(from, start)}#`;
    from = end;
  }
  return { text, identifiers, masked: masked + text.slice(from) };
}

function within(run: string, at: number): FoundIdentifier[] {
  if (day.test(run)) return [];
  if (!inGroups.test(run)) {
    const one = identifierAt(run.toUpperCase(), at, at + run.length);
    return one ? [one] : [];
  }
  const own = personalIn(run);
  // What stands beside somebody's own number belongs to no identifier with it.
  if (own) {
    const { index, part } = own;
    const found = identifierAt(part.toUpperCase(), at + index, at + index + part.length);
    const before = run.slice(0, index).replace(/[ -]+$/, '');
    const rest = run.slice(index + part.length).replace(/^[ -]+/, '');
    return [
      ...(before === '' ? [] : within(before, at)),
      ...(found ? [found] : []),
      ...(rest === '' ? [] : within(rest, at + run.length - rest.length)),
    ];
  }
  const whole = identifierAt(run.replace(/[ -]/g, '').toUpperCase(), at, at + run.length);
  const parts: FoundIdentifier[] = [];
  let start = at;
  for (const part of run.split(/[ -]/)) {
    const found = identifierAt(part.toUpperCase(), start, start + part.length);
    if (found) parts.push(found);
    start += part.length + 1;
  }
  // What stands in groups may be one, or several, or one among other words: all are offered, the surest first.
  const all = [...joinedParts(run, at), ...(whole ? [whole] : []), ...parts];
  return all.filter(({ value }, index) => all.findIndex((one) => one.value === value) === index);
}

/** The first group of a run that is somebody's own number, where there are others. */
function personalIn(run: string): { readonly index: number; readonly part: string } | null {
  for (const { index, 0: part } of run.matchAll(/[0-9A-Za-z]+/g)) {
    if (isSurelyPersonal(part.toUpperCase())) return { index, part };
  }
  return null;
}

/** Neighbouring groups that make something which cannot be so by chance: VIN WVWZZZ 3CZEE 140287. */
function joinedParts(run: string, at: number): FoundIdentifier[] {
  const found: FoundIdentifier[] = [];
  const parts = [...run.matchAll(/[0-9A-Za-z]+/g)].slice(0, mostGroups);
  for (const [first, part] of parts.entries()) {
    let value = part[0].toUpperCase();
    for (const next of parts.slice(first + 1)) {
      value += next[0].toUpperCase();
      const one = identifierAt(value, at + part.index, at + next.index + next[0].length);
      if (one && isNoChance(value)) found.push(one);
    }
  }
  return found;
}

function isNoChance(value: string): boolean {
  return (['declaration-no', 'container-no', 'vin'] as const).some((name) => {
    const checked = identifierKinds[name].check(value, { letters: true });
    return checked.ok && (checked.warning === undefined || /[A-Z].*\d{4}$/.test(value));
  });
}

function identifierAt(value: string, start: number, end: number): FoundIdentifier | null {
  if (value.length < 6 || value.length > 20 || !/\d/.test(value) || standard.test(value)) return null;
  const personal = personalNumber(value);
  // Whatever else an identity number could be: it is somebody's own.
  if (personal === 'identity-no') return { value, kinds: [personal], start, end };
  const kinds: FoundIdentifier['kinds'] = [
    ...kindNames.filter((name) => identifierKinds[name].check(value, { letters: true }).ok),
    ...(personal === null ? [] : [personal]),
    ...(caseNumberLooks(value) === 'other' ? [] : (['case-no'] as const)),
  ];
  return { value, kinds, start, end };
}
