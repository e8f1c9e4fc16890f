import type { Logger } from 'pino';
import { standingOf } from '../../cases/case-machine.js';
import { type LeftMessage, newCase } from '../../cases/new-case.js';
import { addedRecordingsWanted } from '../../cases/recordings-wanted.js';
import type { ContentSource, TurnTaker } from '../../dialogue/sessions.js';
import type { Aside } from '../../domain/care/aside.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Memory } from '../../domain/conversation/memory.js';
import { type Input, unknownPerson } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { withinDeadline } from '../../web/within-deadline.js';
import { type Call, channelName, conversationIdOf } from './call.js';

type Recording = Extract<Input, { kind: 'recording' }>;

export interface RecordingStores {
  readonly turns: TurnTaker;
  readonly cases: CaseStore<Effect>;
  readonly contents: Pick<ContentSource, 'current'>;
}

/** What keeps a message, one way or the other. */
export interface RecordingKeeper extends RecordingStores {
  readonly aside: Aside;
  readonly clock: Clock;
  readonly log: Logger;
}

const mostAttempts = 4;
/** A provider waits so long for the answer to its callback, and brings it once. */
const keepWithinMs = 6_000;

/**
 * Keeps a message that was left, as a case; where that cannot be stored just now, it is set aside until it can be.
 * @throws NoRoomAside when it could be kept in neither way
 */
export async function keepOrSetAside(call: Call, recording: Recording, keeper: RecordingKeeper): Promise<void> {
  const at = keeper.clock.now();
  try {
    const work = keepRecording(call, recording, at, keeper).then(() => true);
    if ((await withinDeadline(work, keepWithinMs)) === true) return;
  } catch (error) {
    keeper.log.warn({ err: error, call: call.callId }, 'a message that was left could not be stored; it is set aside');
  }
  keeper.aside.keep({ kind: 'recording', ...call, recording, at });
}

/**
 * Keeps a message whose caller hung up before our answer could be asked for. The recording's id makes sure that the
 * turn and the callback together open one case.
 * @param at when it was left
 */
export function keepRecording(
  { callId, from }: Call,
  input: Recording,
  at: number,
  { turns, cases, contents }: RecordingStores,
): Promise<void> {
  const conversationId = conversationIdOf(callId);
  return turns.beside(conversationId, async (conversation) => {
    const { personId = null, memory, place } = conversation ?? {};
    const left = {
      message: { kind: 'recording', url: input.url, seconds: input.seconds },
      sourceId: input.recordingId,
      line: place?.at === 'message' ? place.line : 'general',
      channel: channelName,
      personId: from ?? personId,
      conversationId,
    } as const;
    const joinsMs = contents.current.cases.joinsMs;
    const known = (place?.at === 'message' ? place.left?.caseNo : undefined) ?? spokenOf(left.line, memory);
    const joins = known ?? (await latestOf(left, at - joinsMs, joinsMs > 0 ? cases : null));
    if (joins !== undefined) return addRecording(cases, joins, left, at);
    const made = await newCase(cases, left, at);
    if (made.isNew) await cases.open(made.case);
  });
}

/** @returns the case that was begun in words in this call, or told of, and that a recording for a line joins; undefined for none */
function spokenOf(line: string, memory: Memory | undefined): string | undefined {
  const { danger, complaint, told } = memory ?? {};
  if (danger) return danger.caseNo;
  if (complaint?.line === line) return complaint.caseNo;
  return told?.line === line && !told.isOver && !told.isClosed ? told.caseNo : undefined;
}

/** @returns what the same number left for the same line minutes ago; undefined for nothing, and for who is not known */
async function latestOf(
  { personId, line }: LeftMessage,
  since: number,
  cases: Pick<CaseStore, 'latestOf'> | null,
): Promise<string | undefined> {
  if (personId === null || personId === unknownPerson) return undefined;
  return (await cases?.latestOf(personId, line, since))?.caseNo;
}

/** Adds a recording to a case, once; where something else happens to the case meanwhile, after that. */
async function addRecording(
  cases: CaseStore<Effect>,
  caseNo: string,
  { message, sourceId, conversationId }: LeftMessage,
  at: number,
): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (await cases.bySource(sourceId)) return;
    const file = await cases.file(caseNo);
    if (!file) break;
    const events = [{ kind: 'added', at, by: 'person', message, sourceId } as const];
    const { isOver } = standingOf(file.case.openedAt, file.events);
    const wanted = events.flatMap((event) => addedRecordingsWanted(event, { caseNo, conversationId }));
    if ((await cases.change([{ caseNo, known: file.events.length, events, isOver }], wanted)) === 'changed') return;
  }
  throw new Error(`the recording ${sourceId} could not be added to case ${caseNo}`);
}
