import type { DatasetSchema, FieldSchema } from '../../schemas/schema.js';

/** Where the page of a dataset is. */
export function datasetPath(name: string): string {
  return `/datasets/${name}`;
}

/** Where the page of a record of an open dataset is. */
export function recordAddress(name: string, id: string): string {
  return `/api/v1/datasets/${name}/records/${encodeURIComponent(id)}`;
}

const typeNames: Readonly<Record<FieldSchema['type'], string>> = {
  string: '文字',
  integer: '整数',
  number: '数值',
  year: '年份',
  date: '日期',
  datetime: '时间',
  list: '列表',
};

/** @returns a code behind what it is called, as the schema has it: 东港 120300; anything else as it is */
export function namedCode(field: FieldSchema | undefined, text: string): string {
  const name = field?.['yibo:names']?.[text];
  return name === undefined ? text : `${name} ${text}`;
}

/** What a field holds, in a word or two: 日期, 文字（合格、不合格）. */
export function typeInWords({ type, constraints }: FieldSchema): string {
  const values = constraints.enum;
  return values ? `${typeNames[type]}（${values.join('、')}）` : typeNames[type];
}

/** Names of licences as the schema has them, each once. */
export function licencesOf({ licenses }: DatasetSchema): string {
  return [...new Set(licenses.map(({ name }) => name))].join('、');
}

export function sourcesOf({ sources }: DatasetSchema): string {
  return sources.map(({ title }) => title).join('；');
}

/** @example thousands(1032900) // '1,032,900' */
export function thousands(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 10 });
}
