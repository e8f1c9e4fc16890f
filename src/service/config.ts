import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Everything the environment decides, checked and typed. */
export interface Config {
  readonly isProduction: boolean;
  readonly port: number;
  readonly databaseUrl: string;
  /** Without a slash at the end; null: `http://localhost:PORT`, once the port is known. */
  readonly publicBaseUrl: string | null;
  /** Where the service's clock starts, in ms since 1970; null: the real time. */
  readonly clockStartsAt: number | null;
  readonly logLevel: string;
  readonly loadsSamples: boolean;
  readonly twilio: { readonly accountSid: string; readonly authToken: string; readonly speech: boolean };
  readonly wechat: {
    readonly appId: string;
    readonly token: string;
    /** The current key first, then the previous one, while keys are being changed. */
    readonly encodingAesKeys: readonly string[];
    /** Older messages are refused as replays; null: any age is taken. */
    readonly maxAgeSeconds: number | null;
    /** For calls to WeChat's servers; null: none are made. */
    readonly appSecret: string | null;
    readonly apiBase: string;
    /** When an answer counts as late and is sent as a message of its own; WeChat waits for 5 s. */
    readonly deadlineMs: number;
  };
  readonly api: {
    /** How much one address may ask of the open API in a minute. Each process counts for itself. */
    readonly requestsPerMinute: number;
    /** How many proxies of ours a request comes through: addresses are taken from the last of them, and never from others. */
    readonly trustedProxies: number;
  };
  /** Which secrets were made up for this run because the environment has none. */
  readonly localSecrets: readonly string[];
}

/** All that is wrong with the environment, at once. */
export class ConfigRefused extends Error {
  readonly code = 'config-refused';
  constructor(readonly problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const flag = z.enum(['on', 'off'], 'must be on or off').optional();
const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits, as the account console shows it');
const emptyIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(shape: T) => z.preprocess(emptyIsUnset, shape.optional());

const environment = z.object({
  NODE_ENV: optional(z.string()),
  PORT: optional(z.coerce.number('must be a number from 0 to 65535').int().min(0).max(65535)),
  DATABASE_URL: optional(
    z
      .string()
      .regex(
        /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
        'must be sqlite:PATH or postgres://USER:PASSWORD@HOST:5432/DATABASE',
      ),
  ),
  PUBLIC_BASE_URL: optional(
    z.string().regex(/^https?:\/\/[^\s?#]+$/, 'must be an address such as https://hotline.example, without ? or #'),
  ),
  YIBO_CLOCK: optional(z.iso.datetime({ offset: true, error: 'must be a time such as 2016-10-21T10:00:00+08:00' })),
  YIBO_SAMPLE_DATA: optional(flag),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino, such as info'),
  ),
  TWILIO_ACCOUNT_SID: optional(z.string()),
  TWILIO_AUTH_TOKEN: optional(z.string()),
  PHONE_SPEECH: optional(flag),
  WECHAT_APP_ID: optional(z.string()),
  WECHAT_APP_SECRET: optional(z.string()),
  WECHAT_API_BASE: optional(z.string().regex(/^https?:\/\/[^\s?#]+$/, 'must be an address, without ? or #')),
  WECHAT_TOKEN: optional(z.string()),
  WECHAT_ENCODING_AES_KEY: optional(aesKey),
  WECHAT_ENCODING_AES_KEY_PREVIOUS: optional(aesKey),
  API_REQUESTS_PER_MINUTE: optional(z.coerce.number('must be a whole number from 1').int().min(1).max(1_000_000)),
  TRUSTED_PROXIES: optional(z.coerce.number('must be a whole number from 0 to 10').int().min(0).max(10)),
  WECHAT_DEADLINE_MS: optional(z.coerce.number('must be a number from 100 to 4900').int().min(100).max(4_900)),
  WECHAT_MAX_AGE_S: optional(z.coerce.number('must be a number of seconds').int().min(1)),
});

/** @throws ConfigRefused with every problem at once */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const result = environment.safeParse(env);
  const problems = result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  const read = result.success ? result.data : null;
  const isProduction = env.NODE_ENV === 'production';
  if (isProduction && env.YIBO_CLOCK) problems.push('YIBO_CLOCK is for trying things out. Unset it in production.');
  if (isProduction && !env.PUBLIC_BASE_URL) {
    problems.push('PUBLIC_BASE_URL is not set. Signatures are checked against it: set the address the providers call.');
  }
  if (isProduction && !env.TWILIO_AUTH_TOKEN && !env.WECHAT_TOKEN) {
    problems.push('neither TWILIO_AUTH_TOKEN nor WECHAT_TOKEN is set. Set those of the channel you run.');
  }
  if (!read || problems.length > 0) throw new ConfigRefused(problems);

  const localSecrets: string[] = [];
  // A channel without secrets gets some that nobody knows: the simulator signs with them, everyone else is refused.
  const orLocal = (name: string, value: string | undefined, make: () => string): string => {
    if (value !== undefined) return value;
    localSecrets.push(name);
    return make();
  };
  const keys = [read.WECHAT_ENCODING_AES_KEY, read.WECHAT_ENCODING_AES_KEY_PREVIOUS].filter((key) => key !== undefined);
  return {
    isProduction,
    port: read.PORT ?? 8080,
    databaseUrl: read.DATABASE_URL ?? 'sqlite:var/yibo.db',
    publicBaseUrl: read.PUBLIC_BASE_URL?.replace(/\/+$/, '') ?? null,
    clockStartsAt: read.YIBO_CLOCK === undefined ? null : Date.parse(read.YIBO_CLOCK),
    logLevel: read.LOG_LEVEL ?? 'info',
    loadsSamples: (read.YIBO_SAMPLE_DATA ?? (isProduction ? 'off' : 'on')) === 'on',
    twilio: {
      accountSid: read.TWILIO_ACCOUNT_SID ?? `AC${randomBytes(16).toString('hex')}`,
      authToken: orLocal('TWILIO_AUTH_TOKEN', read.TWILIO_AUTH_TOKEN, () => randomBytes(16).toString('hex')),
      speech: read.PHONE_SPEECH === 'on',
    },
    wechat: {
      appId: read.WECHAT_APP_ID ?? `wx${randomBytes(8).toString('hex')}`,
      token: orLocal('WECHAT_TOKEN', read.WECHAT_TOKEN, () => randomBytes(16).toString('hex')),
      encodingAesKeys: keys.length > 0 ? keys : [orLocal('WECHAT_ENCODING_AES_KEY', undefined, randomAesKey)],
      maxAgeSeconds: read.WECHAT_MAX_AGE_S ?? (isProduction ? 600 : null),
      appSecret: read.WECHAT_APP_SECRET ?? null,
      apiBase: (read.WECHAT_API_BASE ?? 'https://api.weixin.qq.com').replace(/\/+$/, ''),
      deadlineMs: read.WECHAT_DEADLINE_MS ?? 4_500,
    },
    api: { requestsPerMinute: read.API_REQUESTS_PER_MINUTE ?? 600, trustedProxies: read.TRUSTED_PROXIES ?? 0 },
    localSecrets,
  };
}

/** 43 characters whose 44th, `=`, makes them the Base64 of 32 bytes. */
function randomAesKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64').slice(0, 43);
    if (/^[A-Za-z0-9]{43}$/.test(key)) return key;
  }
}
