import type { RecordChange } from './transcript.js';

const example: Readonly<Record<RecordChange['what'], string>> = {
  corrected: 'corrected: vehicles JTEBU5JR6G5003291  result=不合格',
  withdrawn: 'withdrawn: vehicles JTEBU5JR6G5003291  资料录入有误',
  expired: 'expired: vehicles JTEBU5JR6G5003291  公示期满',
};

/**
 * Reads what becomes of a record: its dataset, its id, and why, or the field that is corrected.
 * @returns what is wrong with it, in words, when it cannot be read
 */
export function recordChange(what: RecordChange['what'], said: string): RecordChange | string {
  const [, dataset, id, words = ''] = /^([a-z-]+)\s+(\S+)\s+(.+)$/.exec(said) ?? [];
  const isComplete = what !== 'corrected' || /^[^\s=]+=/.test(words);
  if (dataset === undefined || id === undefined || !isComplete) {
    return `does not say of which record, and what. Write "${example[what]}".`;
  }
  return { what, dataset, id, words };
}
