/** What the rest of the house may ask about words: what a text says (`read`), what it means, and what it fills in. */
export type { FoundAnswer } from './deciding/find-answer.js';
export type { Understanding } from './deciding/understander.js';
export { Understandings } from './deciding/understandings.js';
export { Learner } from './model/learner.js';
export { dangerIn } from './reading/danger.js';
export { askedOfField, entryIn, type FieldQuestion } from './reading/field-question.js';
export { type Heard, read } from './reading/heard.js';
export { type FilledForm, SlotFiller, type SlotRules } from './reading/slot-filler.js';
