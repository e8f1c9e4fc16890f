import { suggestion } from '../authored/problem.js';
import type { Content } from '../domain/content/content.js';
import type { Colleague } from '../domain/hotline/colleague.js';
import { telephoneKey } from '../domain/hotline/roster.js';
import { UsageError } from './explain.js';

/**
 * Finds a colleague as somebody types them: by their name in the files, by their job or its beginning, or by a telephone of theirs.
 * @throws UsageError with the colleagues that there are, or with those who are called so
 * @example colleagueNamed('food-1', content) and colleagueNamed('食品一', content) are one
 */
export function colleagueNamed(text: string, content: Pick<Content, 'roster'>): Colleague {
  const found = colleagueCalled(text, content);
  if (found) return found;
  const { roster } = content;
  const names = [...roster.colleagues].flatMap(([id, { name }]) => [id, name]);
  throw new UsageError(`"${text}" is no colleague.${suggestion(text, names)} See npx yibo staff.`);
}

/**
 * @returns null for nobody
 * @throws UsageError where several are called so
 */
export function colleagueCalled(text: string, { roster }: Pick<Content, 'roster'>): Colleague | null {
  const all = [...roster.colleagues.values()];
  const named = roster.colleagues.get(text);
  if (named) return named;
  const byName = all.filter(({ name }) => name === text);
  const begins = byName.length > 0 ? byName : all.filter(({ name }) => text !== '' && name.startsWith(text));
  if (begins.length > 1)
    throw new UsageError(
      `"${text}" is what ${begins.length} colleagues are called, or begin with. Say which: ${begins.map(({ id, name }) => `${id} (${name})`).join(', ')}.`,
    );
  const key = telephoneKey(text);
  const byNumber = all.find(({ telephones }) => telephones.some((one) => telephoneKey(one) === key));
  return begins[0] ?? byNumber ?? null;
}
