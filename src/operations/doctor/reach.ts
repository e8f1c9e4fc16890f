import type { Reached } from './subject.js';

const timeoutMs = 3_000;

/** Asks for a page. Never throws: what went wrong is the answer. */
export async function ask(url: string): Promise<Reached> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { signal, redirect: 'manual' });
    const date = Date.parse(response.headers.get('date') ?? '');
    const { status } = response;
    const isElsewhere = status >= 300 && status < 400;
    return {
      failed: null,
      status,
      body: (await response.text()).slice(0, 2_000),
      location: isElsewhere ? (response.headers.get('location') ?? 'nowhere') : null,
      date: Number.isNaN(date) ? null : date,
    };
  } catch (error) {
    return { failed: codeOf(error) };
  }
}

/** `fetch` wraps what happened, and where it tried several addresses, wraps that again. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}
