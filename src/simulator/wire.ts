import { ProviderRefusal } from './refusal.js';

/** One request to a webhook and what came back, for whoever wants to look underneath. */
export interface WireTurn {
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  readonly contentType: string;
  readonly answer: string;
  readonly ms: number;
}

/** A request as a provider would send it, to the public address. */
export interface WireRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Sends a provider's request: it is addressed and signed for the public address, and delivered to this machine.
 * @param timeoutMs after which the provider gives up
 * @throws ProviderRefusal when there is no answer in time or it is no 2xx
 */
export async function deliver(
  request: WireRequest,
  from: { readonly publicBaseUrl: string; readonly deliverTo: string },
  timeoutMs: number,
): Promise<WireTurn> {
  if (!request.url.startsWith(from.publicBaseUrl)) {
    throw new ProviderRefusal('11100', `${request.url} is not below the public address ${from.publicBaseUrl}`);
  }
  const target = from.deliverTo + request.url.slice(from.publicBaseUrl.length);
  const startedAt = performance.now();
  let response: Response;
  let answer: string;
  try {
    response = await fetch(target, {
      method: 'POST',
      // A connection that is kept may be closed on the other side just as it is used again.
      headers: { ...request.headers, Connection: 'close' },
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    answer = await response.text();
  } catch (error) {
    throw new ProviderRefusal('11205', `no answer: ${whyNone(error)}`);
  }
  const ms = performance.now() - startedAt;
  const contentType = response.headers.get('content-type') ?? '';
  const turn = { url: request.url, parameters: request.parameters, status: response.status, contentType, answer, ms };
  if (!response.ok)
    throw new ProviderRefusal('11200', `${request.url} answered ${response.status}: ${answer.slice(0, 200)}`);
  return turn;
}

/** `fetch` wraps what happened. @example 'fetch failed: ECONNREFUSED' */
function whyNone(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${'code' in cause ? cause.code : cause.message}` : error.message;
}
