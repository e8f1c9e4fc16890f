/** The name of a line (条线): one of the nine categories, or the general desk. */
export type LineId = string;

/** The line for complaints and reports (投诉举报): its cases are complaints where their words do not say otherwise. */
export const complaintsLine: LineId = 'complaints';
