/** What the rest of the house may ask about words: what a text says (`read`), what it means, and what it fills in. */
export type { FoundAnswer } from './deciding/find-answer.js';
export type { Before, Understanding } from './deciding/understander.js';
export { Understandings } from './deciding/understandings.js';
export { Learner } from './model/learner.js';
export { anotherKindIn, type Correction, correctionIn } from './reading/correction.js';
export { dangerIn } from './reading/danger.js';
export { englishIn, heardInEnglish, type InEnglish } from './reading/english.js';
export { courtesyInEnglish, partsAskedIn } from './reading/english-talk.js';
export { askedOfField, entryIn, type FieldQuestion } from './reading/field-question.js';
export { halvesOf } from './reading/halves.js';
export { type Heard, read } from './reading/heard.js';
export { digitsOfSpoken } from './reading/numerals.js';
export { asksOfNothing, aspectOf, lettersOf, namesNothing, tellsOf, withoutEmpty } from './reading/question-words.js';
export { type FilledForm, SlotFiller, type SlotRules } from './reading/slot-filler.js';
export { codeIn } from './reading/spoken-code.js';
export { type Tie, tieOf } from './reading/tied-to-before.js';
