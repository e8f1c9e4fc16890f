import { ask, newestPosition } from '../../disclosure/lookups/ask.js';
import { askedIn } from '../../disclosure/lookups/asked.js';
import { sayOfRecord } from '../../disclosure/lookups/tell.js';
import type { AnswerPlace } from '../../domain/conversation/conversation.js';
import type { Memory, ToldRecord } from '../../domain/conversation/memory.js';
import { sentence } from '../../domain/language/phrases.js';
import {
  aspectOf,
  type Heard,
  lettersOf,
  namesNothing,
  tieOf,
  type Understanding,
  withoutEmpty,
} from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { isAboutRecord } from './remembered.js';

/** Longer questions are not about one fact. */
const longest = 16;
/** 什么颜色 and 几座的 ask for a feature of something: of what was just told. */
const asksForFeature = /^(?:那|它|这|是)*(?:什么|哪|多少|几|多)/u;
const longestFeature = 5;
/** 颜色呢, right after a record. */
const asksBack = /^[^它这狗猫]{2,3}呢[?？]?$/u;
/** 怎么还没处理, right after a record. */
const stillWaits =
  /^(?:怎么|为什么|为啥|咋)?(?:到现在)?还没(?:有)?(?:人)?(?:处理|办|弄|好|完|出来|下来|消息)[好完]?[呢啊吗呀]?$/u;
/** What a fact is asked of: this car, that bottle. */
const things = /[车酒货瓶辆批]/gu;
/** A question of one fact, with its particles. */
const longestOfFact = 10;
const howAspects: ReadonlySet<string> = new Set(['cost', 'papers', 'manner', 'contact', 'reason']);
const doesSomething = /[办领申买打开]/u;
/** From here on, a message by itself is about something else. */
const surelyAnother = 0.8;
const surelyOutside = 0.2;

/**
 * A question of the record that was just told (什么时候检的, 是不是就能提货了) is answered from the record, as it is now: who was told it
 * may hear it again. What it does not hold is said.
 * @returns null where something else is asked
 */
export async function askOfRecord(heard: Heard, memory: Memory, context: TurnContext): Promise<Move | null> {
  const { record } = memory;
  if (!record || !isAboutRecord(memory) || !context.content.forms.has(record.form)) return null;
  const { said: words } = heard;
  if (lettersOf(words).length > longest) return null;
  const found = askedIn(words, context.lookup(record.form).asked);
  // 这车哪天进口的 asks for nothing but the fact.
  const isAll =
    found && withoutEmpty(lettersOf(words).toUpperCase().replace(found.word, '')).replace(things, '') === '';
  if (isAll) return factOfRecord(words, record, context);
  if (found && isOfWhatWasJustTold(words, context)) return factOfRecord(words, record, context);
  const isFeature = longestFeature >= lettersOf(words).length && asksForFeature.test(words);
  const isJustTold = context.conversation.place.at === 'answer' && !memory.subject;
  const isOfWait = stillWaits.test(lettersOf(words));
  const isBare = namesNothing(words) || isFeature || (isJustTold && (isOfWait || asksBack.test(words)));
  if (!isBare && isSomethingElse(await context.understood(heard), record)) return null;
  if (found) return factOfRecord(words, record, context);
  // An older matter may be meant.
  if (memory.subject && !isBare) return null;
  return isBare || tieOf(words) !== 'apart'
    ? tellOf(record, () => [sentence('record.not-held-at-all')], context)
    : null;
}

/**
 * Right after a record was told, a short question that names one of its facts is asked of it, unless it asks how something is done.
 * @example 哪个酒庄出的, 查验结果怎么样; but not 证书怎么办
 */
function isOfWhatWasJustTold(words: string, { conversation }: TurnContext): boolean {
  const letters = lettersOf(words);
  if (conversation.place.at !== 'answer' || letters.length > longestOfFact || doesSomething.test(letters)) return false;
  const aspect = aspectOf(letters);
  return aspect === null || !howAspects.has(aspect);
}

/** @returns what a record says of what is asked; null where nothing that such records hold is asked for */
export async function factOfRecord(words: string, record: ToldRecord, context: TurnContext): Promise<Move | null> {
  const lookup = context.lookup(record.form);
  const asked = askedIn(words, lookup.asked);
  if (!asked) return null;
  const { title, say } = asked.fact;
  return tellOf(
    record,
    (facts, setting) => {
      const said = say(facts, setting);
      return said.length > 0 ? said : [sentence('record.not-held', { title })];
    },
    context,
  );
}

/** 怎么还没处理, right after a record, asks about that, and about no complaint. */
export function asksWhyNotYet({ said }: Heard, { conversation: { place } }: TurnContext): boolean {
  return place.at === 'answer' && place.id !== null && stillWaits.test(lettersOf(said));
}

function isSomethingElse({ band, intent, category, inside }: Understanding, { form }: ToldRecord): boolean {
  if (band === 'outside') return inside < surelyOutside;
  const isOfForm = intent?.leadsTo.kind === 'form' && intent.leadsTo.form === form;
  return band === 'sure' && category >= surelyAnother && !isOfForm;
}

/** Reads the record again, so that a correction shows, and tells of it; one that is no longer public is told as such. */
async function tellOf(record: ToldRecord, say: OfRecord, context: TurnContext): Promise<Move> {
  const { form, id, answers, told } = record;
  const lookup = context.lookup(form);
  const finding = await ask(lookup, context.services.records, { answers, letters: context.turn.can.letters, id });
  const place: AnswerPlace = { at: 'answer', form, id, answers, ...(told !== undefined && { told }) };
  if (finding.kind !== 'told') return { kind: 'go', place };
  const newest = newestPosition(finding);
  const isChanged = told !== undefined && newest > told;
  const words = context.say(
    ...(isChanged ? [sentence('answer.changed')] : []),
    ...sayOfRecord(finding, context.turn.at, say),
    sentence('answer.choices'),
  );
  const now: ToldRecord = { ...record, told: newest, at: context.turn.at };
  const scene = { place: { ...place, told: newest }, replies: [context.choose(words, [])], remembers: { record: now } };
  return { kind: 'scene', scene };
}

type OfRecord = Parameters<typeof sayOfRecord>[2];
