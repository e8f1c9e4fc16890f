import type { ReleaseTerms } from '../../domain/disclosure/release.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { personGiven, wordsGiven } from './given-terms.js';
import type { ExpiryRule, PublicationTerms } from './publication-terms.js';

/** On what terms somebody wants to publish; what is absent is as `data/publication.yaml` has it. */
export interface GivenTerms {
  readonly madeBy: string;
  readonly approvedBy?: string | undefined;
  /** Leave it as a draft, whoever approves. */
  readonly draft?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly legalBasis?: string | undefined;
  readonly source?: string | undefined;
}

/** A change to single records has a reason of its own. */
export type GivenChangeTerms = GivenTerms & { readonly reason: string };

/** The terms of a release but for the time at which its data were fetched. */
export type WordedTerms = Omit<ReleaseTerms, 'fetchedAt'>;

/**
 * Makes the terms of a file's import: it has the standing approval unless somebody else approves it.
 * @throws TermRefused when a name or a text says nothing, or is too long
 * @example importTerms({ madeBy: '张三' }, terms, vehicles).approvedBy // terms.standing.approvedBy
 * @example importTerms({ madeBy: '张三', draft: true }, terms, vehicles).approvedBy // null: it waits as a draft
 */
export function importTerms(
  given: GivenTerms,
  { standing }: Pick<PublicationTerms, 'standing'>,
  { title }: Pick<DatasetSchema, 'title'>,
): WordedTerms {
  return termsOf(given, { ...standing, source: title });
}

/**
 * Makes the terms of a change to single records: unless somebody approves it, it waits as a draft.
 * @throws TermRefused when a name or a text says nothing, or is too long
 * @example changeTerms({ madeBy: '张三', reason: '更正' }, terms).source // '张三': whoever makes it says so
 */
export function changeTerms(given: GivenChangeTerms, { standing }: Pick<PublicationTerms, 'standing'>): WordedTerms {
  const { legalBasis } = standing;
  return termsOf(given, { legalBasis, approvedBy: null, reason: given.reason, source: null });
}

/** Makes the terms on which a rule ends the publication of records (到期), with the standing approval. */
export function ruleTerms(
  { id, reason, legalBasis }: ExpiryRule,
  { standing }: Pick<PublicationTerms, 'standing'>,
): WordedTerms {
  const { approvedBy } = standing;
  return { madeBy: `到期规则 ${id}`, approvedBy, reason, legalBasis, source: 'data/publication.yaml' };
}

/** What holds where nothing was given. */
interface Defaults {
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly legalBasis: string;
  /** Null: whoever made it. */
  readonly source: string | null;
}

function termsOf({ draft = false, ...given }: GivenTerms, otherwise: Defaults): WordedTerms {
  const { approvedBy, reason, legalBasis, source } = given;
  const approver = approvedBy === undefined ? otherwise.approvedBy : personGiven('approvedBy', approvedBy);
  const madeBy = personGiven('madeBy', given.madeBy);
  return {
    madeBy,
    approvedBy: draft ? null : approver,
    reason: reason === undefined ? otherwise.reason : wordsGiven('reason', reason),
    legalBasis: legalBasis === undefined ? otherwise.legalBasis : wordsGiven('legalBasis', legalBasis),
    source: source === undefined ? (otherwise.source ?? madeBy) : wordsGiven('source', source),
  };
}
