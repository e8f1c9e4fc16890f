import type { SchemaFile } from './schema-shape.js';

export type FieldSchema = SchemaFile['fields'][number] & {
  /** How days are written in it, besides ISO 8601, such as `YYYY/M/D`. */
  readonly dates?: readonly string[];
  /** Whether a record is named or found by it: what looks the same is the same there. */
  readonly isName?: boolean;
};
/** What a listing may be asked by: names of fields; an order with a minus is usually read from its end. */
export type ListedBy = NonNullable<SchemaFile['yibo']['list']>;
export type KeySchema = SchemaFile['yibo']['keys'][number];

/** Says that these fields hold what those of the resource hold; the resource is named, also where it is the dataset itself. */
export interface ForeignKey {
  readonly fields: readonly string[];
  readonly reference: { readonly resource: string; readonly fields: readonly string[] };
}

/** What waits until nobody may appeal any more (申诉期); `appeal-period.ts` has the rule. */
export interface AppealPeriod {
  /** The field with the last day of the period, in Asia/Shanghai; a record where it is empty has none. */
  readonly until: string;
  /** The fields that are withheld until that day is over. */
  readonly withholds: readonly string[];
}

/** A published dataset (公开数据集): one folder of `data/` that has a `schema.json`. */
export interface DatasetSchema {
  /** The folder's name, such as `process-events`. */
  readonly name: string;
  /** As people read it, such as 进口葡萄酒. */
  readonly title: string;
  readonly description: string;
  /** What it covers and what it does not, in Chinese; null where the schema does not say. */
  readonly about: { readonly covers: string; readonly excludes: string } | null;
  readonly sources: SchemaFile['sources'];
  readonly licenses: SchemaFile['licenses'];
  /** `lookup`: a record is only told to whoever names it and what proves the right to ask. */
  readonly access: 'open' | 'lookup';
  /** The fields that prove it. */
  readonly proof: readonly string[];
  /** The dataset with whose records these are told, to whoever may ask for those; null when they are asked for by themselves. */
  readonly toldWith: string | null;
  readonly foreignKeys: readonly ForeignKey[];
  /** What waits until nobody may appeal any more; null where nothing does. */
  readonly appeal: AppealPeriod | null;
  /** Where its `schema.json` and the files that belong to it are. */
  readonly folder: string;
  readonly schemaFile: string;
  /** That file as it stands: JSON, given out as it is. */
  readonly text: string;
  readonly fields: readonly FieldSchema[];
  /** The fields that make up a record's id, joined by `/`. */
  readonly id: readonly string[];
  /** What a record can be found by besides its id. */
  readonly keys: readonly KeySchema[];
  /** What a listing of its records is asked by; null when it can only be read from one end to the other. */
  readonly list: ListedBy | null;
  /** Texts that mean "unknown", in lower case: they become empty. */
  readonly missingValues: ReadonlySet<string>;
  /** The made-up rows for a first start; null when the folder has none. */
  readonly sampleFile: string | null;
}

export type Datasets = ReadonlyMap<string, DatasetSchema>;
