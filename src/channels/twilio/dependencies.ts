import type { Logger } from 'pino';
import type { PlayablePrompts } from '../../content/playable-prompts.js';
import type { ContentSource, TurnTaker } from '../../dialogue/sessions.js';
import type { Aside } from '../../domain/care/aside.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Signals } from '../../domain/hotline/seats.js';
import type { Clock } from '../../domain/time/clock.js';
import type { CalledBack } from '../../hotline/callbacks/signals.js';
import type { TwilioSettings } from './settings.js';

/** What the telephone needs of the rest of the house. */
export interface TwilioDependencies {
  readonly settings: TwilioSettings;
  readonly turns: TurnTaker;
  readonly cases: CaseStore<Effect>;
  /** Hears what comes of the telephones that ring. */
  readonly signals: Signals;
  readonly calledBack: CalledBack;
  readonly contents: ContentSource;
  readonly clock: Clock;
  readonly log: Logger;
  /** Takes what cannot be stored. */
  readonly aside: Aside;
  /** What is played instead of being spoken; absent where nothing is. */
  readonly prompts?: Pick<PlayablePrompts, 'partsOf'>;
}
