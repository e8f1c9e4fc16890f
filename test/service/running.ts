import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { type RunningService, type StartOptions, startService } from '../../src/main.js';
import { TwilioCall } from '../../src/simulator/twilio-call.js';

/** A service for one test file, with secrets that the tests know. */
export interface TestService extends RunningService {
  readonly folder: string;
}

export const token = '12345';
export const publicBaseUrl = 'https://hotline.example';

export async function startTestService(env: NodeJS.ProcessEnv = {}, options: StartOptions = {}): Promise<TestService> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-test-'));
  const service = await startService(
    {
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
      YIBO_ASIDE: folder,
      PUBLIC_BASE_URL: publicBaseUrl,
      TWILIO_AUTH_TOKEN: token,
      YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
      YIBO_SIMULATOR: env.NODE_ENV === 'production' ? '' : 'on',
      ...env,
    },
    options,
  );
  return {
    ...service,
    folder,
    async close() {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function newCall(service: RunningService): TwilioCall {
  return new TwilioCall({ deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.twilio });
}

export interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Posts a form of the account's, signed unless told otherwise. */
export async function post(
  service: RunningService,
  path: string,
  own: Record<string, string>,
  change: { signature?: string | null; headers?: Record<string, string>; body?: string; method?: string } = {},
): Promise<Sent> {
  const parameters = { AccountSid: service.secrets.twilio.accountSid, ...own };
  const signature =
    change.signature === undefined
      ? getExpectedTwilioSignature(token, publicBaseUrl + path, parameters)
      : change.signature;
  const method = change.method ?? 'POST';
  const response = await fetch(service.origin + path, {
    method,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(signature !== null && { 'X-Twilio-Signature': signature }),
      ...change.headers,
    },
    ...(method !== 'GET' && method !== 'HEAD' && { body: change.body ?? new URLSearchParams(parameters).toString() }),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() };
}
