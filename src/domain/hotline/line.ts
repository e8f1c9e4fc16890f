/** The name of a line (条线): one of the nine categories, or the general desk. */
export type LineId = string;

/** A line and the colleagues who answer it (值班人员). */
export interface Line {
  readonly id: LineId;
  /** As callers hear it, such as 口岸通关. */
  readonly name: string;
  readonly staff: readonly StaffMember[];
  /** The schedule this line keeps; the general one when absent. */
  readonly schedule?: string | undefined;
}

export interface StaffMember {
  /** A job, never a person's name, is shown outside; this is for the roster. */
  readonly name: string;
  /** E.164 (`+8622…`) or a SIP address (`sip:…@…`). */
  readonly phone: string;
  /** 客服帐号, such as `kf2001@tjgj`, for chat. */
  readonly wechatAccount?: string | undefined;
}
