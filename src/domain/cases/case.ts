import type { LineId } from '../hotline/line.js';

/** Something a person left with us that must be answered (工单): it has a number and exists for ever. */
export interface Case {
  /** 工单号: the day and a serial, 12 digits, such as `201610030001`. */
  readonly caseNo: string;
  readonly line: LineId;
  readonly channel: string;
  /** Who; null once the person has asked to be forgotten. */
  readonly personId: string | null;
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
