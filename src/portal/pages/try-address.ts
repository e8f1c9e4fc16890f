/** What the API's description says of a parameter, as far as a form needs it. */
export interface TriedParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description: string;
  readonly schema: { readonly type?: string; readonly enum?: readonly string[]; readonly default?: number };
  readonly example?: string | number;
}

export interface Operation {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly TriedParameter[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** `openapi.json`. */
export interface Description {
  readonly paths: Readonly<Record<string, { readonly get: Omit<Operation, 'path'> }>>;
}

export function operationsOf({ paths }: Description): readonly Operation[] {
  return Object.entries(paths).map(([path, { get }]) => ({ ...get, path }));
}

/** @returns words of the description without the marks of its notation. @example plain('as CSV by `Accept: text/csv`') */
export function plain(words: string): string {
  return words.replaceAll('`', '');
}

/** Whether the page shows the answer: not pictures, and not lookups, which count who asks for numbers that are not there. */
export function answeredHere({ path, responses }: Operation): boolean {
  const types = Object.keys(responses['200']?.content ?? {});
  return !path.startsWith('/lookups/') && types.some((type) => /json|xml|csv/.test(type));
}

/** What a parameter is called in the address of this page, where others have names too. */
export function inputName(name: string): string {
  return `p-${name}`;
}

/** Of a parameter that stands for fields by their names: which, and what. */
export const fieldInputs = { name: 'p-FIELD-name', value: 'p-FIELD-value' } as const;

/**
 * @returns the address below `/api/v1` that was filled in; what was left empty is left out
 * @example addressIn(listRecords, new URLSearchParams('p-name=wines&p-q=merlot')) // '/datasets/wines/records?q=merlot'
 */
export function addressIn({ path, parameters }: Operation, filled: URLSearchParams): string {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, in: place, schema, example } of parameters) {
    const text = filled.get(inputName(name)) ?? '';
    if (place === 'path') {
      // What is only dots would be lost on its way.
      const given = /^\.*$/.test(text) ? String(example ?? '-') : text;
      address = address.replace(`{${name}}`, encodeURIComponent(given));
    } else if (schema.type === 'object') {
      const field = filled.get(fieldInputs.name) ?? '';
      if (field !== '') query.set(field, filled.get(fieldInputs.value) ?? '');
    } else if (text !== '') query.set(name, text);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}
