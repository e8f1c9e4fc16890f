/** A recording (录音) that belongs to a case, as it was asked for. */
export interface WantedRecording {
  /** Names it for ever: `recording:RE…`, what the case was made from. */
  readonly id: string;
  readonly caseNo: string;
  /** When that is forgotten, so is the voice. */
  readonly conversationId: string;
  /** Where its provider has it. */
  readonly url: string;
  readonly seconds: number;
  readonly askedAt: number;
}

/** `wanted`: it is fetched still; `kept`: it is here, whatever its provider does; `lost`: it cannot be had any more. */
export type RecordingState = 'wanted' | 'kept' | 'lost';

/** A recording as it is kept. Its sound is asked for apart. */
export interface Recording extends WantedRecording {
  readonly state: RecordingState;
  /** How often it was fetched in vain. */
  readonly attempts: number;
  /** When it is fetched, or is fetched again. */
  readonly dueAt: number;
  /** Why the last attempt failed; null where none did, or it is kept. */
  readonly reason: string | null;
  /** Such as `audio/mpeg`; with the two below null until it is kept. */
  readonly type: string | null;
  readonly bytes: number | null;
  /** SHA-256 of the sound, in hex. */
  readonly sha256: string | null;
  readonly keptAt: number | null;
}

/** What was fetched. */
export interface Sound {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Where recordings are fetched from. */
export interface SoundSource {
  /**
   * @throws SoundGone where asking again cannot help; any other error is tried again
   * @throws SoundMissing where the provider has none of that name, which may be so in the first minutes
   */
  fetch(url: string): Promise<Sound>;
}
