import type { LineId } from '../hotline/line.js';

/**
 * What a case is (工单类别): a message left (留言), a wish to be called back (回电), a complaint (投诉), a report of others (举报), a
 * question (咨询), somebody in danger (求助), praise (表扬), a suggestion (建议). Its clocks go by it.
 */
export const caseKinds = [
  'voicemail',
  'callback',
  'complaint',
  'report',
  'consultation',
  'help',
  'praise',
  'suggestion',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Something a person left with us that must be answered (工单): it has a number and exists for ever. */
export interface Case {
  /** 工单号: the day, a serial and a check digit, such as `2016100300010`; older ones have 12 digits and no check digit. */
  readonly caseNo: string;
  readonly kind: CaseKind;
  readonly line: LineId;
  readonly channel: string;
  /** Who; null once the person has asked to be forgotten, and where they are anonymous. */
  readonly personId: string | null;
  /** A telephone number that they can be called on; null where none is known. Personal data. */
  readonly contact: string | null;
  /** What somebody who asks where it stands must know: the last four digits of their telephone, or a code (查询码) they were told. */
  readonly proof: string | null;
  /** Whether who left it is shown to nobody but who handles it (保密). */
  readonly isConfidential: boolean;
  readonly conversationId: string;
  readonly openedAt: number;
  readonly message: CaseMessage;
  /** What it was made from, unique: the same recording or message never makes two. */
  readonly sourceId: string;
}

export type CaseMessage =
  | { readonly kind: 'recording'; readonly url: string; readonly seconds: number }
  /** What was written, each piece on a line of its own; `〔图片 …〕` stands for what cannot be read, with where it is found. */
  | { readonly kind: 'text'; readonly text: string };

/** What a person adds to what they left. */
export interface CaseAddition {
  /** A number they gave meanwhile. */
  readonly contact?: string;
  /** What they wish: to be named to nobody but who handles it, or to nobody at all. */
  readonly wish?: CaseWish;
  /** What somebody must know from now on who asks where it stands. */
  readonly proof?: string;
}

export type CaseWish = 'confidential' | 'anonymous';
