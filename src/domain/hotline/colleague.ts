import type { LineId } from './line-id.js';

/** The name of a colleague in the roster, which never changes and says nothing of the person: `gate-1`. */
export type ColleagueId = string;

/** Somebody who answers calls (值班人员). */
export interface Colleague {
  readonly id: ColleagueId;
  /** A job, never a person's name: 通关一. It is for the roster, and shown nowhere outside. */
  readonly name: string;
  /** E.164 (`+8622…`) or SIP addresses (`sip:…@…`), the one to be rung first; the others know them when they ring us. */
  readonly telephones: readonly string[];
  /** 客服帐号, such as `kf2001@tjgj`, for chat; null for who takes none. */
  readonly wechatAccount: string | null;
  /** What they speak beside Chinese, by ISO 639-1: `en`. */
  readonly languages: readonly string[];
  /** Lines that are not theirs, and which they can stand in for. */
  readonly skills: readonly LineId[];
}
