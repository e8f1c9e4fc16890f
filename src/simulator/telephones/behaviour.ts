import type { Rung } from './rung.js';

/**
 * What a telephone does when it rings, in seconds from the first ring.
 * `rings`: until somebody acts or it is given up; `accepts`: picks up, hears who is calling, presses 1, talks and hangs up;
 * `picks-up`: and presses nothing, or another key, as a mobile's mailbox does; `is-busy`, `declines`, `is-unreachable`: never picks up.
 * @example { does: 'accepts', afterSeconds: 4, talksSeconds: 90 }
 */
export type Behaviour =
  | { readonly does: 'rings' }
  | { readonly does: 'accepts'; readonly afterSeconds: number; readonly talksSeconds: number }
  | { readonly does: 'picks-up'; readonly afterSeconds: number; readonly presses?: string }
  | { readonly does: 'declines'; readonly afterSeconds: number }
  | { readonly does: 'is-busy' }
  | { readonly does: 'is-unreachable' };

/** A mobile's mailbox answers after so many seconds, and says its own words to whoever is there. */
export const mailbox: Behaviour = { does: 'picks-up', afterSeconds: 12 };

/** How long somebody who has picked up listens before they press, and how often they try again. */
const reactsMs = 1_000;
const triesAtMost = 20;
/** Where nothing is asked of whoever picks up, a mailbox is talked to. */
const mailboxTalksSeconds = 30;

/** Plans what a telephone does about a ring, as long as it rings. */
export function behave(leg: Rung, behaviour: Behaviour): void {
  switch (behaviour.does) {
    case 'rings':
      break;
    case 'is-busy':
      whileRinging(leg, 0, () => leg.end('busy'));
      break;
    case 'is-unreachable':
      whileRinging(leg, 0, () => leg.end('failed'));
      break;
    case 'declines':
      whileRinging(leg, behaviour.afterSeconds, () => leg.end('busy'));
      break;
    case 'picks-up':
      whileRinging(leg, behaviour.afterSeconds, () => pickUp(leg, behaviour.presses ?? '', mailboxTalksSeconds));
      break;
    case 'accepts':
      whileRinging(leg, behaviour.afterSeconds, () => pickUp(leg, '1', behaviour.talksSeconds));
      break;
  }
}

function whileRinging(leg: Rung, seconds: number, act: () => Promise<void>): void {
  leg.timeline.after(seconds * 1000, async () => {
    if (leg.state === 'rings') await act();
  });
}

async function pickUp(leg: Rung, key: string, talksSeconds: number): Promise<void> {
  await leg.pickUp();
  await goOn(leg, key, talksSeconds, triesAtMost);
}

/** Presses the key once it is listened for; hangs up when the talk is over. */
async function goOn(leg: Rung, key: string, talksSeconds: number, tries: number): Promise<void> {
  if (leg.state === 'talks') leg.timeline.after(talksSeconds * 1000, () => leg.end('completed'));
  if (leg.state !== 'whisper' || key === '' || tries === 0) return;
  leg.timeline.after(reactsMs, async () => {
    const isHeard = leg.state === 'whisper' && (await leg.player.press(key));
    await goOn(leg, key, talksSeconds, isHeard ? 0 : tries - 1);
  });
}
