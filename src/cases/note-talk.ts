import type { CaseEvent } from '../domain/cases/case-event.js';
import type { CaseRules } from '../domain/cases/case-rules.js';
import type { CaseStore } from '../domain/cases/stores.js';
import { CaseRefused, handleCase } from './handle-case.js';

/**
 * Notes in a case that whoever asked in it to be called back has talked with a colleague. Where that is all they asked for (回电) it is answered
 * (答复) with it, and `words` is what they are told of it; any other case is answered later.
 * @param talk when, and with whom
 */
export async function noteTalk(
  cases: Pick<CaseStore, 'file' | 'change'>,
  caseNo: string,
  talk: Pick<CaseEvent, 'at' | 'by' | 'words'>,
  rules: CaseRules,
): Promise<void> {
  const talked: CaseEvent = { kind: 'talked', at: talk.at, by: talk.by };
  const file = await cases.file(caseNo);
  if (!file) return;
  try {
    await handleCase(cases, caseNo, [file.case.kind === 'callback' ? { ...talk, kind: 'replied' } : talked], rules);
  } catch (error) {
    if (!(error instanceof CaseRefused)) throw error;
    // It is over, or goes on in another.
    await handleCase(cases, caseNo, [talked], rules);
  }
}
