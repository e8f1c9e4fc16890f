import type { DrawSecret } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { isTold } from './draw-file.js';
import { DrawRefused } from './draw-refused.js';
import type { DrawRule } from './draw-rule.js';
import type { DrawParts } from './parts.js';

/** What is asked of the draw that a second round follows. */
interface OfEarlier {
  readonly tokensOf: string | null;
  readonly fields: Readonly<Record<string, Json>>;
  readonly rule: DrawRule;
}

/**
 * The second round is for the teams of the first, unless others are named.
 * @throws DrawRefused where nobody is told those yet
 */
export async function withTeams<Asked extends OfEarlier>(
  request: Asked,
  { draws }: Pick<DrawParts, 'draws'>,
): Promise<Asked> {
  const { tokensOf, fields, rule } = request;
  if (tokensOf === null || fields.teams !== undefined || rule.draw.teams !== undefined) return request;
  const other = await draws.get(tokensOf);
  const { teams } = JSON.parse(other?.result ?? '{}') as { readonly teams?: Json };
  if (other && teams !== undefined && !isTold(other))
    throw new DrawRefused(
      `the teams of ${tokensOf} are not told yet, and a seal is public: yibo draw reveal ${tokensOf} first`,
    );
  return teams === undefined ? request : { ...request, fields: { ...fields, teams } };
}

/**
 * The secrets of a draw that is sealed now: a new code, and the salt of the draw whose tokens persons keep.
 * @throws DrawRefused where there is no such draw
 */
export async function secretsFor(
  { tokensOf }: OfEarlier,
  { draws, newSecret }: Pick<DrawParts, 'draws'> & { readonly newSecret: () => string },
): Promise<DrawSecret> {
  const code = newSecret();
  if (tokensOf === null) return { code, salt: newSecret() };
  const other = await draws.secret(tokensOf);
  if (!other) throw new DrawRefused(`there is no draw ${tokensOf} whose tokens persons could keep`);
  return { code, salt: other.salt };
}
