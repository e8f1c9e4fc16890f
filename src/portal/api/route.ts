import type { Response } from 'express';
import type { z } from 'zod';
import { shapes } from './shapes.js';

/** One part of an address: how it is read, and how the document of the API describes it. */
export interface Parameter<T> {
  readonly in: 'path' | 'query';
  readonly description: string;
  /** JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** One that is answered, with the sample data. */
  readonly example?: string | number;
  /** How it stands in an address, where it is more than one value: OpenAPI's `style` and `explode`. */
  readonly style?: { readonly style: string; readonly explode: boolean };
  /** @throws Refused */
  read(text: string | undefined): T;
}

type Given<P> = { readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never };
export type Texts = Readonly<Record<string, string | undefined>>;

/** How long an answer may be kept by whoever passes it on. */
export const caching = {
  /** Ask each time whether it has changed: what is withdrawn has to vanish. */
  asked: 'no-cache',
  /** Changes with a new version of the service. */
  hour: 'public, max-age=3600',
} as const;

/** One address of the API: from this the router and the document are made. */
export interface Route {
  /** Below `/api/v1`, such as `/datasets/{name}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, Parameter<unknown>>>;
  /** How an answer is described: the id of its shape, and as what else it can be had; or what media types it can have. */
  readonly answers:
    | { readonly shape: string; readonly besides?: readonly string[] }
    | { readonly media: readonly string[] };
  /** Which statuses it may refuse with, besides those of every address. */
  readonly refusals: readonly number[];
  /** True where it reads parameters by the names of fields, too, and refuses those that it does not know by itself. */
  readonly readsFields?: true;
  /** @throws Refused */
  respond(texts: Texts, response: Response): Promise<void>;
}

interface Common<P> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: P;
  readonly refusals: readonly number[];
}

/** Makes a route whose answer is JSON. */
export function jsonRoute<P extends Readonly<Record<string, Parameter<unknown>>>, S extends z.ZodType>(
  spec: Common<P> & {
    readonly shape: S;
    readonly cache: string;
    answer(given: Given<P>): Promise<z.input<S>> | z.input<S>;
  },
): Route {
  const { path, operationId, summary, parameters, refusals, shape, cache } = spec;
  const id = shapes.get(shape)?.id;
  if (id === undefined) throw new Error(`the shape of ${operationId} has no name`);
  return {
    ...{ path, operationId, summary, parameters, refusals },
    answers: { shape: id },
    async respond(texts, response) {
      const answer = await spec.answer(readAll(parameters, texts));
      response.set('Cache-Control', cache).json(answer);
    },
  };
}

/** Makes a route that sends its answer by itself. */
export function mediaRoute<P extends Readonly<Record<string, Parameter<unknown>>>>(
  spec: Common<P> & {
    readonly media: readonly string[];
    send(given: Given<P>, response: Response): Promise<void>;
  },
): Route {
  const { path, operationId, summary, parameters, refusals, media } = spec;
  return {
    ...{ path, operationId, summary, parameters, refusals },
    answers: { media },
    respond: (texts, response) => spec.send(readAll(parameters, texts), response),
  };
}

export function readAll<P extends Readonly<Record<string, Parameter<unknown>>>>(parameters: P, texts: Texts): Given<P> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, parameter.read(texts[name])]),
  ) as Given<P>;
}
