import type { Colleague } from './colleague.js';
import type { LineId } from './line-id.js';
import type { Strategy } from './rules.js';

export type { LineId } from './line-id.js';

/** A line and the colleagues who answer it (值班人员). */
export interface Line {
  readonly id: LineId;
  /** As callers hear it, such as 口岸通关. */
  readonly name: string;
  /** Everybody who answers it at some time, in the roster's order; who does now says `onDuty` of the hotline. */
  readonly staff: readonly Colleague[];
  /** In which order they ring. */
  readonly strategy: Strategy;
  /** The schedule this line keeps; the general one when absent. */
  readonly schedule?: string | undefined;
  /** The line's own public number (直拨), in E.164: whoever dials it is connected straight, without a menu. */
  readonly directNumber?: string | undefined;
}
