import type { Sentence } from '../../domain/language/phrases.js';

/** What sentences are made with besides facts. */
export interface Setting {
  /** 示例, where a made-up record is told. */
  readonly mark: Sentence | '';
  /** The year in which they are said, such as `2016`: days of another year are said with theirs. */
  readonly year: string;
}
