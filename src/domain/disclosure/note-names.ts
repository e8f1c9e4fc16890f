/**
 * Notes stand beside the facts of a row, in columns of a table or in properties of JSON whose names begin with `yibo:`. They
 * are for people: an import passes over them, but for the few that say how the row is to be taken.
 * @example
 * vin,result,yibo:sample
 * SCBES63W6GC000700,合格,示例
 */
export const noteMark = 'yibo:';

/** Every note that an export or a file of refused rows may have. */
export const noteNames = {
  /** Says 示例 of a row that is made up. */
  sample: 'yibo:sample',
  /** Of a refused row: its line in the original file. */
  line: 'yibo:line',
  /** Of a refused row: why it was refused. */
  problem: 'yibo:problem',
  // What an export of all versions says of each.
  id: 'yibo:id',
  change: 'yibo:change',
  withheld: 'yibo:withheld',
  position: 'yibo:position',
  publishedAt: 'yibo:published_at',
  reason: 'yibo:reason',
  hash: 'yibo:hash',
} as const;

const { sample: _sample, line: _line, problem: _problem, ...ofVersions } = noteNames;

/** The notes of an export of all versions. Such a file also has what was superseded or withdrawn. */
export const historyNotes: ReadonlySet<string> = new Set(Object.values(ofVersions));
