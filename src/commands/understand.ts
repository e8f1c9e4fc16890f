import type { Command } from 'commander';
import { slotRules } from '../disclosure/lookups/registry.js';
import { type Content, categoryOf } from '../domain/content/content.js';
import type { Danger } from '../domain/content/danger.js';
import { limits } from '../understanding/deciding/bands.js';
import type { Understander } from '../understanding/deciding/understander.js';
import { nearestSayings } from '../understanding/evaluation/nearest.js';
import {
  askedOfField,
  correctionIn,
  dangerIn,
  type Heard,
  heardInEnglish,
  namesNothing,
  read,
  SlotFiller,
  tieOf,
  type Understanding,
} from '../understanding/index.js';
import { contentIn, understanderOf } from './content-here.js';
import { explain } from './explain.js';
import { table } from './with-store.js';

const shown = 5;

/** Adds `yibo understand`: what a message is taken to mean, and why. */
export function addUnderstandCommand(program: Command): void {
  program
    .command('understand')
    .description(
      'explain what a message is taken to mean: its words, what was denied, what it names, danger, English, a key, courtesy, whether it follows what was said before, the likeliest intents, the answer',
    )
    .argument('<message...>', 'what somebody says, such as "我从日本带了盆栽回来要不要申报"')
    .action(async (words: string[]) => {
      process.exitCode = await understand(words.join(' ')).catch((error: unknown) => explain('understand', error));
    });
}

async function understand(text: string): Promise<number> {
  const content = contentIn();
  const understander = await understanderOf(content);
  const heard = read(text, content);
  const understanding = understander.meaningOf(heard);
  const lines = [
    ...messageLines(heard),
    ...(await slotLines(heard)),
    ...dangerLines(dangerIn(heard.bare, content.dangers)),
    ...englishLines(heard, content),
    ...keyLines(heard),
    ...courtesyLines(heard),
    ...threadLines(heard),
    ...fieldLines(heard, content),
    ...decisionLines(understanding),
    ...(understanding.isByRule ? [] : why(heard, understander, content)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function messageLines({ message, meant, asked }: Heard): string[] {
  const named = asked.identifiers.map(({ value, kinds }) => `  ${value}  ${kinds.join(', ') || 'of no known kind'}`);
  return [
    `message    ${message.text}`,
    ...(meant.denied === null ? [] : [`denied     ${meant.denied}`]),
    `classified ${asked.masked}`,
    ...(named.length > 0 ? ['names', ...named] : []),
  ];
}

/** The forms that it begins to fill in, with what each asks for next. */
async function slotLines({ identifiers }: Heard): Promise<string[]> {
  const forms = await new SlotFiller(slotRules).formsFor(identifiers);
  return forms.map(({ form, filled, open }) => {
    const values = Object.entries(filled).map(([slot, value]) => `${slot} ${value}`);
    return `fills      ${form}: ${values.join(', ')}; ${open === null ? 'nothing is open' : `asks for ${open}`}`;
  });
}

/** A danger to a life is answered before all else; otherwise nothing is said of it. */
function dangerLines(danger: Danger | null): string[] {
  return danger ? [`danger     ${danger.id}: ${danger.title}; this is answered, whatever is decided below`] : [];
}

/** Whoever writes English is answered in English, wherever words are not for people. */
function englishLines(heard: Heard, { english }: Content): string[] {
  const found = english && heardInEnglish(heard, english);
  if (!found) return [];
  const { answer } = found;
  const told = answer ? `${answer.id}: ${answer.words}` : 'no answer fits; says what can be asked in English';
  return [`english    ${told}`, '           this is answered, whatever is decided below'];
}

/** A key chooses from what is offered where somebody is. */
function keyLines({ key, ordinal }: Heard): string[] {
  if (key !== null) return [`key        ${key}: chosen from what is offered, whatever is decided below`];
  if (ordinal === null) return [];
  const which = ordinal < 0 ? `number ${-ordinal} from the end` : `number ${ordinal + 1}`;
  return [`chooses    ${which} of what is offered, whatever is decided below`];
}

/** What is said of it by a conversation that remembers something; by itself it is decided as below. */
function threadLines({ said }: Heard): string[] {
  const correction = correctionIn(said);
  if (correction) return [`corrects   ${correction.meant}: taken with what was asked before`];
  const isTied = namesNothing(said) || ['bound', 'tied'].includes(tieOf(said));
  return isTied ? ['follows    what was asked before, and is taken with it'] : [];
}

/** What is only polite is answered where somebody is, before it is asked what it means. */
function courtesyLines({ smallTalk, isDenial }: Heard): string[] {
  const talk = isDenial ? 'declined' : smallTalk;
  return talk === null ? [] : [`courtesy   ${talk}: answered in short, and the place stays`];
}

/** A field of a form that is named explains itself, wherever somebody is. */
function fieldLines({ words }: Heard, { forms }: Content): string[] {
  return [...forms.values()].flatMap(({ id, fields }) =>
    fields.flatMap(({ name, title, called }) => {
      const asked = askedOfField(words, [title, ...called]);
      return asked?.name && asked.asks ? [`field      ${name} of the form ${id}, asked: ${asked.asks}`] : [];
    }),
  );
}

function decisionLines({
  band,
  intent,
  options,
  answer,
  isByRule,
  inside,
  category,
  shareKnown,
}: Understanding): string[] {
  const how = isByRule
    ? 'by rule'
    : `the bureau's ${share(inside)}, the category ${share(category)}, known words ${share(shareKnown)}`;
  const what = {
    sure: `means ${intent?.title} (${intent?.id}, ${intent && categoryOf(intent)})`,
    unsure: `asks back: ${options.map(({ title, id }) => `${title} (${id})`).join(', or ')}`,
    outside: `says that it is not the bureau's: ${intent?.title} (${intent?.id})`,
    nothing: 'says that it was not understood',
  }[band];
  const words = answer ? (answer.intent.answers[answer.index]?.words.text ?? '') : '';
  return [
    `decision   ${band}: ${what}`,
    `           ${how}`,
    ...(answer ? [`answer     ${answer.intent.id} ${answer.index + 1} (fit ${share(answer.fit)}): ${words}`] : []),
  ];
}

function why(heard: Heard, understander: Understander, content: Content): string[] {
  const byId = new Map(content.intents.map((intent) => [intent.id, intent]));
  const best = understander
    .rank(heard)
    .slice(0, shown)
    .map(({ intent: id, probability }) => {
      const intent = byId.get(id);
      return [share(probability), id, intent ? categoryOf(intent) : '', intent?.title ?? ''];
    });
  const near = nearestSayings(heard.asked.masked, content, understander.model, shown).map(
    ({ text, intent, likeness }) => [share(likeness), intent, text],
  );
  return [
    '',
    ...table([['likely', 'intent', 'category', 'title'], ...best])
      .trimEnd()
      .split('\n'),
    '',
    ...table([['like', 'intent', 'nearest saying'], ...near])
      .trimEnd()
      .split('\n'),
    '',
    `sure from ${share(limits.sure)} of one category; outside below ${share(limits.inside)} of the bureau's`,
  ];
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
