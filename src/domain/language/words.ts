import type { Medium } from '../conversation/turn.js';

/** Words for both media; written once where they are the same. May contain `{value}` and `{value|filter}`. */
export type Words = Readonly<Record<Medium, string>>;
