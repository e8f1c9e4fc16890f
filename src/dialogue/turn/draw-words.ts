import type { Awaited, DrawTold, OwnOutcome, Ranking, WholeOutcome } from '../../domain/draws/asked.js';
import { type DrawSystem, isDrawSystem } from '../../domain/draws/draw-system.js';
import { type PhraseKey, type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from './context.js';

/** What is told of a draw: what came of it, and why. Where it is listened to, why is told to whoever asks. */
export interface DrawWords {
  readonly first: readonly Sentence[];
  readonly why: readonly Sentence[];
}

/** Puts into sentences what somebody may be told of a draw: what came out for them first, then which draw it is, what was promised, and its digits. */
export function drawWords(told: DrawTold, link: string, context: TurnContext): DrawWords {
  const { own, later, no } = told;
  const first = own
    ? [...ofId(told), ...ownWords(own), ...later.map((kind) => sentence(laterPhrase(kind))), ofDraw(told, '')]
    : [ofDraw(told, mark(told)), ...wholeWords(told, context)];
  return {
    first: [...first, ...(isWaitingItself(own) ? [] : [standingWords(told)]), sealedWords(told), digits(told)],
    why: [...(own ? whyWords(own) : []), sentence('draw.check', { no, link })],
  };
}

/** A container that waits for its round says so itself: what came of the others is out. */
function isWaitingItself(own: OwnOutcome | null): boolean {
  return own?.kind === 'arrived' && own.drawn === null;
}

/** What a system is called where no rule says another name. */
export function systemName(system: DrawSystem): Sentence {
  return sentence(`draw.${system}`);
}

function mark({ isSample }: DrawTold): Sentence | '' {
  return isSample ? sentence('sample.mark') : '';
}

function ofDraw(told: DrawTold, sample: Sentence | ''): Sentence {
  const { system, no } = told;
  const name = told.name ?? (isDrawSystem(system) ? systemName(system) : system);
  return sentence('draw.of', { name, no, mark: sample });
}

function ofId(told: DrawTold): readonly Sentence[] {
  const { id, system } = told;
  if (id === null) return [];
  return [sentence(`draw.id-${isDrawSystem(system) ? system : 'certificates'}`, { id, mark: mark(told) })];
}

function ownWords(own: OwnOutcome): readonly Sentence[] {
  switch (own.kind) {
    case 'listed':
      return [sentence('draw.listed')];
    case 'declared':
      return [sentence(own.isInspected ? 'draw.inspected' : 'draw.not-inspected')];
    case 'arrived': {
      if (!own.drawn) return [arrivedWords(own)];
      const { bay, zone, channel, pair } = own.drawn;
      const [first, second] = pair;
      const said = sentence('draw.bay', { bay, zone, channel });
      return first && second ? [said, sentence('draw.pair', { first, second })] : [said];
    }
    case 'vehicle':
      return [sentence('draw.station', { station: own.station, inspector: own.inspector })];
    case 'ranked':
      return [sentence(own.isDrawn ? 'draw.is-drawn' : 'draw.is-not-drawn')];
    case 'placed':
      return [sentence('draw.placed', { team: own.team })];
  }
}

function arrivedWords({ roundAt }: Extract<OwnOutcome, { kind: 'arrived' }>): Sentence {
  return roundAt === null ? sentence('draw.arrived-codes') : sentence('draw.arrived', { roundAt });
}

const laterPhrases: Readonly<Record<string, PhraseKey & `draw.later-${string}`>> = {
  'not-inspectable': 'draw.later-not-inspectable',
  manual: 'draw.later-manual',
  substitute: 'draw.later-substitute',
};

function laterPhrase(kind: string): PhraseKey & `draw.later-${string}` {
  return laterPhrases[kind] ?? 'draw.later-late';
}

function standingWords({ standing, awaited, revealBy }: DrawTold): Sentence {
  switch (standing) {
    case 'waiting':
      return waitingWords(awaited);
    case 'drawing':
      return sentence(awaited.kind === 'numbers' ? 'draw.numbers-out' : 'draw.round-out');
    case 'hidden':
      if (revealBy === null) return sentence('draw.hidden-undated');
      return sentence(awaited.kind === 'codes' ? 'draw.hidden-codes' : 'draw.hidden', { until: revealBy });
    case 'void':
      return revealBy === null ? sentence('draw.void-undated') : sentence('draw.void', { until: revealBy });
    case 'told':
      return sentence('draw.public');
  }
}

function waitingWords(awaited: Awaited): Sentence {
  switch (awaited.kind) {
    case 'round':
      return sentence('draw.waiting', { roundAt: awaited.at });
    case 'numbers':
      return sentence('draw.waiting-numbers', { what: awaited.what, dueAt: awaited.at });
    case 'codes':
      return sentence('draw.waiting-codes');
  }
}

/** When it was sealed, and what it is proved by: nobody is told of a beacon that there was not. */
function sealedWords({ sealedAt: at, awaited }: DrawTold): Sentence {
  if (awaited.kind === 'codes') return sentence('draw.sealed-codes', { at });
  if (at >= awaited.at) return sentence('draw.sealed-late', { at });
  if (awaited.kind === 'numbers') return sentence('draw.sealed-numbers', { at, dueAt: awaited.at });
  return sentence('draw.sealed', { at, roundAt: awaited.at });
}

/** Those of somebody's own receipt, where they have one; else those at the end of the chain. */
function digits({ own, head }: DrawTold): Sentence {
  if (own?.kind === 'declared') return sentence('draw.receipt', { hash: own.receipt });
  if (own?.kind === 'arrived') return sentence('draw.receipt', { hash: own.drawn?.receipt ?? own.receipt });
  return sentence('draw.head', { hash: head });
}

function whyWords(own: OwnOutcome): readonly Sentence[] {
  switch (own.kind) {
    case 'declared': {
      const { class: kind, rate, ticket, inspector } = own;
      const why = sentence('draw.why-rate', { class: kind, rate: percent(rate), ticket });
      return inspector === null ? [why] : [why, sentence('draw.why-inspector', { inspector })];
    }
    case 'arrived': {
      const { arrivedAt, roundAt } = own;
      if (roundAt === null) return [sentence('draw.why-arrived-codes')];
      const isBefore = arrivedAt < roundAt;
      return [sentence(isBefore ? 'draw.why-arrived' : 'draw.why-not-before', { arrivedAt, roundAt })];
    }
    case 'vehicle':
      return [sentence('draw.why-station')];
    case 'ranked':
      return own.standing ? rankWords(own.standing, own.isDrawn) : [];
    case 'placed':
      return [sentence('draw.why-placed')];
    case 'listed':
      return [];
  }
}

function rankWords(
  { among, places, rank, ticket, weight, chance, weightNeeded }: Ranking,
  isDrawn: boolean,
): readonly Sentence[] {
  const isWeighed = weight !== null && chance !== null;
  const needed = weightNeeded === null || weight === null ? null : weightNeeded;
  return [
    sentence('draw.why-rank', { among, places, rank, ticket }),
    ...(isWeighed ? [sentence('draw.why-chance', { weight, chance: percent(chance, 2) })] : []),
    ...(needed === null ? [] : [sentence(isDrawn ? 'draw.why-drawn-from' : 'draw.why-drawn-only-from', { needed })]),
  ];
}

/** So many are named to a listener. */
const mostHeard = 5;

function wholeWords({ whole, size, exceptions }: DrawTold, context: TurnContext): readonly Sentence[] {
  if (!whole) return [];
  const count = exceptions > 0 ? [sentence('draw.exceptions', { count: exceptions })] : [];
  return [...figures(whole, size, context), ...count];
}

function figures(whole: WholeOutcome, size: number, context: TurnContext): readonly Sentence[] {
  switch (whole.kind) {
    case 'taken': {
      const { drawn } = whole;
      const taken = sentence('draw.taken', { size, taken: whole.count });
      const isNamed = whole.count <= drawn.length && (context.turn.can.medium === 'text' || drawn.length <= mostHeard);
      return isNamed ? [taken, sentence('draw.taken-ids', { ids: drawn.join('、') })] : [taken];
    }
    case 'strata': {
      const { strata } = whole;
      const taken = strata.reduce((sum, { places }) => sum + places, 0);
      const list = strata.map((one) => context.say(sentence('draw.stratum', { ...one })));
      return [sentence('draw.strata', { size, taken, strata: list.join('；') })];
    }
    case 'teams':
      return [sentence('draw.teams', { teams: whole.teams })];
    case 'places':
      return [sentence('draw.places', { places: whole.places, teams: whole.teams })];
    case 'vehicles':
      return [sentence('draw.vehicles-drawn', { vehicles: whole.vehicles })];
    case 'consignments':
      return [sentence('draw.consignments', { declared: whole.declared })];
    case 'shift':
      return [sentence('draw.shift', { pairs: whole.pairs, arrived: whole.arrived })];
  }
}

/** @example percent('0.043') // '4.3%' */
function percent(share: string, places = 6): string {
  return `${Number((Number(share) * 100).toFixed(places))}%`;
}
