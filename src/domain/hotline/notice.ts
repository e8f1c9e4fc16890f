/** What everybody hears first for a while (公告): 今天系统升级，下午两点恢复. It is switched on and off by colleagues, and is no part of the content. */
export interface Notice {
  /** As they are read; numbers in them are spelled where they are spoken. */
  readonly words: string;
  /** When it was switched on, in ms since 1970. */
  readonly since: number;
  /** When it ends by itself, in ms since 1970; null: when somebody switches it off. */
  readonly until: number | null;
}

/** @returns the notice while it is in force */
export function noticeAt(notice: Notice | null, now: number): Notice | null {
  return notice !== null && (notice.until === null || now < notice.until) ? notice : null;
}
