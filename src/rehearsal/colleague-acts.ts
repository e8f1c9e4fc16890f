import type { Behaviour } from '../simulator/telephones/behaviour.js';
import type { Telephone } from '../simulator/telephones/telephone.js';

/** What somebody does at a telephone that rings, or on which they talk. */
export const telephoneActs: Readonly<Record<string, (telephone: Telephone) => Promise<void>>> = {
  '(picks up)': (telephone) => telephone.pickUp(),
  '(hangs up)': (telephone) => telephone.hangUp(),
  '(declines)': (telephone) => telephone.decline(),
  '(is busy)': (telephone) => telephone.decline(),
  '(cannot be reached)': (telephone) => telephone.fail(),
};

/** What a colleague's telephone does from now on. */
export const alwaysDoes: Readonly<Record<string, Behaviour>> = {
  '(always answers)': { does: 'accepts', afterSeconds: 3, talksSeconds: 60 },
  '(always picks up and presses nothing)': { does: 'picks-up', afterSeconds: 3 },
  '(always declines)': { does: 'declines', afterSeconds: 3 },
  '(is always busy)': { does: 'is-busy' },
  '(can never be reached)': { does: 'is-unreachable' },
  '(lets it ring)': { does: 'rings' },
};
