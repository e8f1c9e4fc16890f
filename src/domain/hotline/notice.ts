import type { LineId } from './line-id.js';

/**
 * What is heard first for a while (公告): 今天系统升级，下午两点恢复; by everybody, or by whoever comes to one line. It is switched on and off by colleagues, and
 * is no part of the content.
 */
export interface Notice {
  /** Whose callers hear it; null: every call and chat begins with it. */
  readonly line: LineId | null;
  /** As they are read; numbers in them are spelled where they are spoken. */
  readonly words: string;
  /** When it was switched on, in ms since 1970. */
  readonly since: number;
  /** When it ends by itself, in ms since 1970; null: when somebody switches it off. */
  readonly until: number | null;
}

/** @returns the notice of a line, or of everybody (null), while it is in force */
export function noticeAt(notices: readonly Notice[], line: LineId | null, now: number): Notice | null {
  return notices.find((one) => one.line === line && (one.until === null || now < one.until)) ?? null;
}
