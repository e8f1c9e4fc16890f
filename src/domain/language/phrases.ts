/**
 * Every phrase the service itself says, with the values it may contain. The words are in `data/phrases/`; lint checks
 * that each of these exists there and uses no other value. Menus and forms bring their own words.
 */
export const phraseValues = {
  'page.title': [],
  'page.keys': [],
  'page.data': [],
  'greeting.open': [],
  'greeting.closed': ['because', 'reopens'],
  'greeting.straight': [],
  'menu.option': ['label', 'key'],
  'menu.again': [],
  'silence.first': [],
  'silence.second': [],
  'silence.again': [],
  'silence.person': [],
  'no-match.first': ['heard'],
  'no-match.second': [],
  'no-match.again': [],
  'no-match.person': [],
  unreadable: ['what'],
  'danger.told': ['words'],
  'danger.help': ['name', 'phone', 'hours'],
  'danger.connecting': [],
  'danger.passing-on': [],
  'danger.message': [],
  'danger.kept': ['caseNo'],
  'handoff.connecting': ['line'],
  'handoff.whisper': ['line'],
  'handoff.question': ['line'],
  'handoff.passing-on': ['line'],
  'handoff.not-passed': ['line'],
  'handoff.closed': ['line', 'because', 'reopens'],
  'handoff.unanswered': ['line'],
  'message.record': [],
  'message.write': ['line'],
  'message.kept': ['caseNo'],
  'message.more': [],
  'message.joined': [],
  'message.added': [],
  'message.waiting': [],
  'message.describe': ['what'],
  'message.lost': ['what'],
  'message.offer': [],
  'message.empty': [],
  'talk.greeting': [],
  'talk.courtesy': [],
  'colleague.there': ['line'],
  'colleague.left': [],
  goodbye: [],
  sorry: [],
  'sorry.unattended': [],
  'sorry.kept': [],
  'fallback.after': [],
  'form.length': ['given', 'title', 'wanted'],
  'form.range': ['given', 'title', 'from', 'to'],
  'form.alphabet': ['title'],
  'form.empty': ['title'],
  'form.challenge': ['code'],
  'form.challenge-wrong': ['code'],
  'form.again': [],
  'topic.about': ['title'],
  'topic.basis': ['basis'],
  'topic.questions': ['title'],
  'topic.line': ['line', 'key'],
  'topic.choose': [],
  'topic.after': [],
  'topic.after-line': [],
  'options.head': [],
  'options.one': ['title', 'line', 'key'],
  'options.alone': ['title', 'key'],
  'options.after': [],
  'standing.open': [],
  'standing.closed': ['because', 'reopens'],
  'outside.phone': ['title', 'phone'],
  'outside.by': ['title', 'by'],
  'outside.nobody': [],
  'outside.after': [],
  'candidates.head': ['count'],
  'candidates.gone': ['key'],
  'answer.unknown': ['title'],
  'answer.unknown-choices': [],
  'guesses.person': [],
  'guesses.message': [],
  'answer.choices': [],
  'answer.changed': [],
  'sample.mark': [],
  fact: ['label', 'value'],
  'fact.code': ['label', 'value'],
  'day.this-year': ['day'],
  'day.with-year': ['day'],
  'gone.head': ['code', 'mark'],
  'gone.withdrawn': ['day'],
  'gone.reason': ['reason'],
  'gone.expired': ['day'],
  'progress.head': ['declarationNo', 'mark'],
  'progress.none': ['declarationNo', 'mark'],
  'progress.goods': ['goods'],
  'progress.count': ['count'],
  'progress.step': ['day', 'step'],
  'progress.step-detail': ['day', 'step', 'detail'],
  'progress.step-withdrawn': ['day'],
  'progress.step-expired': ['day'],
  'progress.pending': ['step'],
  'progress.status': ['status'],
  'car.head': ['vin', 'mark', 'result'],
  'car.candidate': ['key', 'brandModel', 'importedOn', 'mark'],
  'car.several': ['count'],
  'wine.head': ['name', 'mark', 'bottleCode'],
  'wine.several': ['count'],
} as const satisfies Record<string, readonly string[]>;

export type PhraseKey = keyof typeof phraseValues;

/** A value put into a phrase: plain, or a phrase itself. */
export type PhraseValue = string | number | Sentence;

/** Something to be said, before its words are chosen for the medium. */
export interface Sentence {
  readonly phrase: PhraseKey;
  readonly values: Readonly<Record<string, PhraseValue>>;
}

/** Makes a sentence; the compiler checks that the values are the phrase's own. */
export function sentence<K extends PhraseKey>(
  phrase: K,
  ...values: (typeof phraseValues)[K] extends readonly []
    ? []
    : [Readonly<Record<(typeof phraseValues)[K][number], PhraseValue>>]
): Sentence {
  return { phrase, values: values[0] ?? {} };
}
