import type { Awaited, DrawMatch, DrawStanding, DrawsAsked, DrawTold } from '../../domain/draws/asked.js';
import { type DrawSystem, drawSystems } from '../../domain/draws/draw-system.js';
import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import { dueOf, type SealedBeacon } from '../beacon/sealed-beacon.js';
import { chainStartOf } from '../protocol/kept-values.js';
import type { Seal } from '../seal/seal.js';
import { findInDraws } from './find-in-draws.js';
import { ownOutcome } from './own-outcome.js';
import { wholeOutcome } from './whole-outcome.js';

interface Parts {
  readonly draws: DrawStore;
  /** What rules are called, by their ids without the version. */
  readonly names: () => ReadonlyMap<string, string>;
  readonly publicBaseUrl: () => string;
}

/** Nobody's number is longer. */
const longestNumber = 60;
const mostHidden = 10;
const exceptionKinds = ['not-inspectable', 'late', 'manual', 'substitute'];

/** Answers whoever asks after a draw by telephone or in chat, from what is kept: it words nothing. */
export class AskedDraws implements DrawsAsked {
  constructor(private readonly parts: Parts) {}

  async numbered(no: string): Promise<string | null> {
    const written = no.normalize('NFKC').trim();
    if (written === '' || written.length > longestNumber || /\p{Cc}/u.test(written)) return null;
    const { draws } = this.parts;
    return ((await draws.get(written)) ?? (await draws.get(written.toUpperCase())))?.no ?? null;
  }

  async byDigits(system: DrawSystem, digits: string): Promise<string | null> {
    if (!/^\d{5,12}$/.test(digits)) return null;
    const found = await this.parts.draws.bySerial(system, Number(digits.slice(4)));
    return found && digitsOf(found.no) === digits ? found.no : null;
  }

  async latest(system: DrawSystem): Promise<string | null> {
    return (await this.parts.draws.last(system))?.no ?? null;
  }

  async looksLikeOurs(no: string): Promise<boolean> {
    for (const system of drawSystems) {
      const last = await this.parts.draws.last(system);
      if (last && lettersOf(last.no) === lettersOf(no.toUpperCase())) return true;
    }
    return false;
  }

  find(system: DrawSystem | null, given: string, letters: boolean): Promise<readonly DrawMatch[]> {
    return findInDraws(system, { text: given, letters }, this.parts.draws);
  }

  async hidden(system: DrawSystem): Promise<readonly { readonly no: string; readonly revealBy: number | null }[]> {
    const newest = await this.parts.draws.page(system, null, mostHidden);
    return newest
      .filter((draw) => draw.mode === 'sealed' && draw.state !== 'revealed' && draw.state !== 'void')
      .map(({ no, revealBy }) => ({ no, revealBy: inMs(revealBy) }));
  }

  async tell(no: string, id: string | null, isWhyAsked: boolean): Promise<DrawTold | null> {
    const { draws, names } = this.parts;
    const draw = await draws.get(no);
    if (!draw) return null;
    const { rule, register, beacon } = JSON.parse(draw.seal) as Seal;
    const counts = (await draws.counts([no])).get(no) ?? {};
    const { own, later } = id === null ? { own: null, later: [] } : await ownOutcome(draw, id, isWhyAsked, draws);
    const whole = wholeOutcome(draw, counts);
    return {
      ...{ no, system: draw.system, name: names().get(rule.id.split('/')[0] ?? '') ?? null, isSample: draw.isSample },
      ...{ standing: standingOf(draw), sealedAt: draw.sealedAt * 1000, size: register.size },
      ...{ awaited: awaitedBy(beacon), revealBy: inMs(draw.revealBy) },
      ...{ head: (await draws.lastReceipt(no))?.hash ?? (await chainStartOf(draw, { draws })), id, own, later, whole },
      exceptions: whole === null ? 0 : exceptionKinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0),
    };
  }

  link(no: string | null, id: string | null = null): string {
    const base = `${this.parts.publicBaseUrl()}/draws`;
    if (no === null) return base;
    const asked = id === null ? '' : `?id=${encodeURIComponent(id)}#why`;
    return `${base}/${encodeURIComponent(no)}${asked}`;
  }
}

function standingOf({ state, mode }: Pick<KeptDraw, 'state' | 'mode'>): DrawStanding {
  if (state === 'sealed') return 'waiting';
  if (state === 'out') return 'drawing';
  if (state === 'void') return 'void';
  return state === 'drawn' && mode === 'sealed' ? 'hidden' : 'told';
}

function awaitedBy(beacon: SealedBeacon): Awaited {
  const at = (dueOf(beacon) ?? 0) * 1000;
  if (!('source' in beacon)) return { kind: 'round', at };
  return beacon.source === 'numbers' ? { kind: 'numbers', at, what: beacon.what } : { kind: 'codes' };
}

function inMs(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}

function digitsOf(no: string): string {
  return no.replace(/\D/g, '');
}

function lettersOf(no: string): string {
  return no.replace(/[\d\s-]/g, '');
}
