import { type Finding, failure, good, skipped, warning } from '../finding.js';
import type { Check, Reached } from '../subject.js';

/** Providers call this address; signatures are made over it. */
export const address: Check = {
  name: 'address',
  async look({ settings, isProduction, reach }) {
    if (!settings) return skipped('not known while the settings are wrong');
    const { publicBaseUrl } = settings;
    if (publicBaseUrl === null) return skipped('local mode: nobody calls from outside');
    const found = judge(publicBaseUrl, await reach());
    if (found.mark === 'good' && isProduction && publicBaseUrl.startsWith('http:')) {
      return warning(`${publicBaseUrl} is not encrypted: what people say can be read on its way. Use https.`);
    }
    return found;
  },
};

function judge(publicBaseUrl: string, reached: Reached): Finding {
  const asked = `${publicBaseUrl}/healthz`;
  if (reached.failed !== null) return failure(`${asked}: ${explain(reached.failed)}`);
  const { status, body, location } = reached;
  if (location !== null) {
    return failure(
      `${asked} sends us on to ${location}, which providers do not follow. Set PUBLIC_BASE_URL to where it ends.`,
    );
  }
  if (status >= 500) {
    return failure(
      `${asked} answers ${status}: the proxy is there, the service behind it is not. Start it; look at the proxy.`,
    );
  }
  if (status !== 200 || body.trim() !== 'ok') {
    return failure(
      `${asked} answers ${status}, but not as Yibo does. Let PUBLIC_BASE_URL and the proxy lead to this service.`,
    );
  }
  return good(`${asked} answers`);
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name does not resolve. Look at PUBLIC_BASE_URL, and at the DNS.'],
  [/^ECONNREFUSED$/, 'nothing listens there. Start the service, and the proxy before it.'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'it cannot be reached from here. Look at the network.'],
  [/TIMEOUT|TimeoutError/, 'no answer within 3 s. Look at the firewall, and at the proxy.'],
  [/CERT|SIGNED|TLS|SSL/, 'its certificate is not good. Renew it, and let the proxy send the whole chain.'],
];

function explain(code: string): string {
  const remedy = remedies.find(([pattern]) => pattern.test(code))?.[1];
  return `${remedy ?? 'no answer. Look at PUBLIC_BASE_URL, and at the proxy.'} (${code})`;
}
