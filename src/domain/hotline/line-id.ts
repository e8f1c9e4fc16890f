/** The name of a line (条线): one of the nine categories, or the general desk. */
export type LineId = string;
