/** What checking a draw comes to. */
export type Answer = 'holds' | 'does not hold' | 'cannot be known';

/** The steps of a check, in their order; each is named alike by every verifier. */
export const checkSteps = ['form', 'seal-hash', 'register', 'people', 'beacon', 'code', 'result', 'receipts'] as const;

export type CheckStep = (typeof checkSteps)[number];

/**
 * What is left to whoever checks, where a draw holds: to compare the numbers with what was published or witnessed; to weigh that no beacon decided (弱证明);
 * to compare the rows with what was published; to check whose time stamp it is.
 */
export const remarks = {
  numbers: 'compare the numbers with what was published, or with whoever saw them',
  weak: 'weak proof: codes of the bureau decided, and no beacon',
  release: 'compare the rows with the release that they are said to come from',
  stamp: 'whose time stamp it is, openssl ts -verify says',
} as const;

export type Remark = keyof typeof remarks;

/** One step of a check. */
export interface StepVerdict {
  readonly step: CheckStep;
  readonly answer: Answer;
  /** What was found, in a sentence. */
  readonly words: string;
}

/** What a check says of a bundle: of all steps, the first that does not hold; else the first that cannot be known; else it holds. */
export interface BundleVerdict {
  readonly answer: Answer;
  /** The step that decides; null where all hold. */
  readonly step: CheckStep | null;
  readonly words: string;
  readonly steps: readonly StepVerdict[];
  /** Of a draw that holds. */
  readonly remarks: readonly Remark[];
}

/** @example verdictOf(steps).words // 'does not hold: register: …', or 'holds', or 'holds (weak proof: …)' */
export function verdictOf(steps: readonly StepVerdict[], left: readonly Remark[] = []): BundleVerdict {
  const decides =
    steps.find(({ answer }) => answer === 'does not hold') ?? steps.find(({ answer }) => answer === 'cannot be known');
  if (!decides) {
    const besides = left.map((one) => remarks[one]).join('; ');
    return {
      answer: 'holds',
      step: null,
      words: besides === '' ? 'holds' : `holds (${besides})`,
      steps,
      remarks: left,
    };
  }
  const { answer, step, words } = decides;
  return { answer, step, words: `${answer}: ${step}: ${words}`, steps, remarks: [] };
}

/** Thrown inside a step to end it. */
export class StepEnded extends Error {
  constructor(
    readonly answer: Exclude<Answer, 'holds'>,
    words: string,
  ) {
    super(words);
  }
}

/** Something of the bundle is not what it has to be. */
export function fails(words: string): never {
  throw new StepEnded('does not hold', words);
}

/** What is needed for a step is not in the bundle. */
export function unknown(words: string): never {
  throw new StepEnded('cannot be known', words);
}
