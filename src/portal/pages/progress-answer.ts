import { word } from '../../content/wording.js';
import type { Finding } from '../../disclosure/lookups/ask.js';
import { type Fact, factValue } from '../../disclosure/lookups/fact.js';
import { goneLabels } from '../../disclosure/lookups/gone.js';
import { progressLabels as labels, steps as stepNames, stepsIn } from '../../disclosure/lookups/say-progress.js';
import type { Content } from '../../domain/content/content.js';
import { identifierKinds } from '../../domain/identifiers/identifiers.js';
import { age } from '../../domain/language/age.js';
import type { PhraseKey } from '../../domain/language/phrases.js';
import { localTime } from '../../domain/time/zone.js';
import { fieldList, identifier, inEnglish } from '../parts/field-list.js';
import { noticeBox } from '../parts/notice-box.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { sampleMark, stateMark } from '../parts/state-mark.js';
import { type Step, timeline } from '../parts/timeline.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import { whomToCall } from './lines.js';

const english = ['To be declared', 'Declaration accepted', 'Inspection', 'Released', 'Certificate issued'] as const;

/** What comes next, by the step that was taken last; the last is when all is done. */
const nextWords: readonly PhraseKey[] = [
  'page.next-accept',
  'page.next-inspect',
  'page.next-release',
  'page.next-certify',
  'page.next-nothing',
];

/** The line that such goods are the business of (口岸通关). */
const line = 'port-clearance';

export interface ProgressTold {
  readonly finding: Extract<Finding, { kind: 'told' }>;
  readonly content: Content;
  /** In ms since 1970. */
  readonly now: number;
}

/** Where a consignment stands: its steps, what comes next, whom to call. */
export function progressAnswer({ finding: { record, facts }, content, now }: ProgressTold): PageContent {
  const declarationNo = factValue(facts, labels.declarationNo);
  const status = factValue(facts, labels.status);
  const taken = stepsIn(facts).filter((step) => factValue(step, labels.day) !== '');
  const reached = Math.max(0, ...taken.map(([step]) => placeOf(step?.value ?? '')));
  const phone = phoneLink(hotline(content, now));
  return {
    title: '施检流程',
    isUnlisted: true,
    main: html`<h1>施检流程${inEnglish('Progress of a consignment')}</h1>
${fieldList([
  {
    label: labels.declarationNo,
    english: 'Declaration no.',
    value: html`${identifier(declarationNo, identifierKinds['declaration-no'].groups)} ${record.sample && sampleMark}`,
  },
  { label: labels.goods, english: 'Goods', value: factValue(facts, labels.goods) },
  {
    label: labels.status,
    english: 'Status',
    value: status === '' ? '还没有办理记录' : stateMark(reached >= 3 ? 'pass' : 'wait', status),
  },
])}
<h2>办理过程${inEnglish('Steps')}</h2>
${timeline(stepsShown(taken, reached, now))}
${goneSteps(facts)}
<h2>下一步是什么${inEnglish('What happens next')}</h2>
${nextStep(content, reached)}
<h2>这批货找谁问${inEnglish('Whom to call')}</h2>
${whomToCall(content, line, phone, { now, say: '报检号' })}
<p><a class="button second" href="/progress">查另一批</a></p>`,
  };
}

function placeOf(name: string): number {
  return (stepNames as readonly string[]).indexOf(name);
}

/** The steps that were taken, and those that follow the last one. */
function stepsShown(taken: readonly (readonly Fact[])[], reached: number, now: number): readonly Step[] {
  const today = localTime(now).day;
  const done = taken.map((step, place): Step => {
    const [name, day] = [step[0]?.value ?? '', factValue(step, labels.day)];
    const ago = age(day, today);
    const detail = factValue(step, labels.detail);
    return {
      title: name,
      english: english[placeOf(name)],
      state: place === taken.length - 1 ? 'now' : 'done',
      detail: html`${day}${ago !== '' && `（${ago}）`}${detail !== '' && html`<br>${detail}`}`,
    };
  });
  const first = taken.length === 0 ? 0 : reached + 1;
  const pending = stepNames
    .slice(first)
    .map((title): Step => ({ title, english: english[placeOf(title)], state: 'next' }));
  return [...done, ...pending];
}

/** What became of steps that are no longer public. */
function goneSteps(facts: readonly Fact[]): Html | null {
  const gone = stepsIn(facts).filter((step) => factValue(step, labels.day) === '');
  if (gone.length === 0) return null;
  const shown = gone.map((step) =>
    fieldList(step.filter(({ label }) => Object.values<string>(goneLabels).includes(label))),
  );
  return noticeBox('有的步骤不再公开', shown, 'fail');
}

function nextStep(content: Content, reached: number): Html {
  const phrases: PhraseKey[] = [nextWords[reached] ?? 'page.next-nothing'];
  if (reached === 3) phrases.unshift('progress.released');
  return html`${phrases.map((phrase) => html`<p>${word(content, 'text', { phrase, values: {} })}</p>\n`)}`;
}
