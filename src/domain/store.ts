import type { CallbackStore } from './callbacks/stores.js';
import type { CallStore } from './calls/stores.js';
import type { Examiner } from './care/damage.js';
import type { Forgetful } from './care/forgetful.js';
import type { Archive, RetentionStore } from './care/stores.js';
import type { Storing } from './care/storing.js';
import type { CaseStore } from './cases/stores.js';
import type { ContentStore } from './content/stores.js';
import type { Effect } from './conversation/effect.js';
import type { ConversationStore, StampStore } from './conversation/stores.js';
import type { PublicationStore, PublicSealStore, RecordStore } from './disclosure/stores.js';
import type { DrawStore } from './draws/stores.js';
import type { DutyStore, FollowerStore } from './duties/stores.js';
import type { GuessStore } from './guessing/stores.js';
import type { NoticeStore, SeatStore, WaitingStore } from './hotline/stores.js';
import type { ListingStore } from './listings/stores.js';
import type { OutboxStore } from './outbox/stores.js';
import type { RecordingStore } from './recordings/stores.js';
import type { StickerPlaceStore } from './stickers/stores.js';
import type { UnansweredStore } from './understanding/stores.js';

/** Everything kept, behind one face; each database implements this and passes one contract suite. */
export interface Store {
  readonly conversations: ConversationStore;
  readonly stamps: StampStore;
  readonly cases: CaseStore<Effect>;
  readonly records: RecordStore;
  readonly publications: PublicationStore;
  readonly publicSeals: PublicSealStore;
  readonly archive: Archive;
  readonly examiner: Examiner;
  readonly contents: ContentStore;
  readonly retention: RetentionStore;
  readonly unanswered: UnansweredStore;
  /** Everybody who keeps data about persons: a table that holds some is named by one of them, and a test looks. */
  readonly forgetful: readonly Forgetful[];
  readonly duties: DutyStore;
  readonly followers: FollowerStore;
  readonly listings: ListingStore;
  readonly outbox: OutboxStore;
  readonly guesses: GuessStore;
  readonly stickerPlaces: StickerPlaceStore;
  readonly seats: SeatStore;
  readonly waiting: WaitingStore;
  readonly notices: NoticeStore;
  readonly callbacks: CallbackStore;
  /** The records of calls that are over. */
  readonly calls: CallStore;
  readonly recordings: RecordingStore;
  readonly draws: DrawStore;
  /** @returns the names of the migrations that were applied now */
  migrate(): Promise<readonly string[]>;
  /** Whether turns are kept, by the last that was tried. */
  readonly storing: Storing;
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  /** Looks whether the database is still where it was opened, which costs next to nothing. @throws Unavailable */
  look(): Promise<void>;
  /** Writes a row that says nothing, to see whether turns can be stored. @throws Unavailable */
  prove(): Promise<void>;
  close(): Promise<void>;
}
