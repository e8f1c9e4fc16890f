import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type TwilioConfig, twilioProblems, twilioSettings, twilioVariables } from '../channels/twilio/settings.js';
import {
  type WechatAccountSettings,
  wechatProblems,
  wechatSettings,
  wechatVariables,
} from '../channels/wechat/settings.js';
import { CodedError } from '../domain/errors/errors.js';
import {
  type NotificationSettings,
  notificationProblems,
  notificationSettings,
  notificationVariables,
} from '../notifications/settings.js';
import { type ApiSettings, apiSettings, apiVariables } from '../portal/api/settings.js';
import { baseAddress, flag, optional, text, whole } from '../web/variables.js';
import { operatorVariables } from './operators.js';

/** Everything the environment decides, checked and typed. Each face says itself what it wants to be told (`settings.ts`). */
export interface Config {
  readonly isProduction: boolean;
  readonly port: number;
  /** The address of this machine to listen on, and no other; null: on all. */
  readonly host: string | null;
  /** Whether the simulator is served, to this machine alone: it signs with the secrets in force, and sets the clock. */
  readonly simulator: boolean;
  /** The bureau's own folder with `menus/`, `intents/` and `data/`; null: that of the package. */
  readonly contentFolder: string | null;
  readonly databaseUrl: string;
  /** The folder of what could not be stored while the database was gone. */
  readonly asideFolder: string;
  /** The folder of the keys that stickers are signed and checked with. */
  readonly stickerKeys: string;
  /** Without a slash at the end; null: `http://localhost:PORT`, once the port is known. */
  readonly publicBaseUrl: string | null;
  /** With which operators elsewhere see `/metrics`; null: only those on this machine do. */
  readonly operationsToken: string | null;
  /** Where the service's clock starts, in ms since 1970; null: the real time. */
  readonly clockStartsAt: number | null;
  readonly logLevel: string;
  readonly loadsSamples: boolean;
  readonly twilio: TwilioConfig;
  readonly wechat: WechatAccountSettings;
  readonly api: ApiSettings;
  readonly notifications: NotificationSettings;
  /** Relays of the public beacon that draws wait for; none: rounds are given by hand. */
  readonly drawBeacons: readonly string[];
  /** Which secrets were made up for this run because the environment has none. */
  readonly localSecrets: readonly string[];
  /** Which secrets the environment has: true ones, as far as anybody can tell. */
  readonly givenSecrets: readonly string[];
}

/** All that is wrong with the environment, at once. */
export class ConfigRefused extends CodedError {
  readonly code = 'config-refused';
  constructor(readonly problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const serviceVariables = {
  NODE_ENV: text,
  PORT: whole(0, 65535, 'must be a number from 0 to 65535'),
  HOST: optional(
    z.string().regex(/^[\w.:-]+$/, 'must be an address or a name of this machine, such as 127.0.0.1, or :: for all'),
  ),
  YIBO_CONTENT: text,
  YIBO_SIMULATOR: flag,
  DATABASE_URL: optional(
    z
      .string()
      .regex(
        /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
        'must be sqlite:PATH or postgres://USER:PASSWORD@HOST:5432/DATABASE',
      ),
  ),
  YIBO_ASIDE: text,
  STICKER_KEYS: text,
  PUBLIC_BASE_URL: baseAddress('must be an address such as https://hotline.example, without ? or #'),
  YIBO_CLOCK: optional(z.iso.datetime({ offset: true, error: 'must be a time such as 2016-10-21T10:00:00+08:00' })),
  YIBO_SAMPLE_DATA: flag,
  YIBO_PLAIN_HTTP: flag,
  DRAW_BEACON_URLS: optional(
    z
      .string()
      .regex(
        /^https?:\/\/[^\s,?#]+(\s*,\s*https?:\/\/[^\s,?#]+)*$/,
        'must be addresses such as https://api.drand.sh, with commas between',
      ),
  ),
  LOG_LEVEL: optional(
    z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    ),
  ),
};

const environment = z.object({
  ...serviceVariables,
  ...operatorVariables,
  ...twilioVariables,
  ...wechatVariables,
  ...apiVariables,
  ...notificationVariables,
});

/** Every variable that is read here, by its name. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

const secretNames = [
  'TWILIO_AUTH_TOKEN',
  'WECHAT_TOKEN',
  'WECHAT_ENCODING_AES_KEY',
  'WECHAT_ENCODING_AES_KEY_PREVIOUS',
  'WECHAT_APP_SECRET',
] as const;

/** @throws ConfigRefused with every problem at once */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const result = environment.safeParse(env);
  const isProduction = env.NODE_ENV === 'production';
  const problems = [
    ...(result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)),
    ...notificationProblems(env),
    ...(isProduction ? missingInProduction(env) : []),
  ];
  if (!result.success || problems.length > 0) throw new ConfigRefused(problems);
  const read = result.data;

  const localSecrets: string[] = [];
  const givenSecrets = secretNames.filter((name) => read[name] !== undefined);
  // A channel without secrets gets some that nobody knows: the simulator signs with them, everyone else is refused.
  const secretOf = (name: string, given: string | undefined, make: () => string): string => {
    if (given !== undefined) return given;
    localSecrets.push(name);
    return make();
  };
  const databaseUrl = read.DATABASE_URL ?? 'sqlite:var/yibo.db';
  return {
    isProduction,
    port: read.PORT ?? 8080,
    host: read.HOST ?? (isProduction ? null : '127.0.0.1'),
    // It signs with whatever is in force: with true secrets, only for whoever asked for it.
    simulator: !isProduction && (read.YIBO_SIMULATOR ?? (givenSecrets.length > 0 ? 'off' : 'on')) === 'on',
    contentFolder: read.YIBO_CONTENT ?? null,
    databaseUrl,
    asideFolder: read.YIBO_ASIDE ?? besideDatabase(databaseUrl),
    stickerKeys: read.STICKER_KEYS ?? join(besideDatabase(databaseUrl), 'sticker-keys'),
    publicBaseUrl: read.PUBLIC_BASE_URL?.replace(/\/+$/, '') ?? null,
    operationsToken: read.YIBO_OPERATIONS_TOKEN ?? null,
    clockStartsAt: read.YIBO_CLOCK === undefined ? null : Date.parse(read.YIBO_CLOCK),
    logLevel: read.LOG_LEVEL ?? 'info',
    loadsSamples: (read.YIBO_SAMPLE_DATA ?? (isProduction ? 'off' : 'on')) === 'on',
    twilio: twilioSettings(read, secretOf),
    wechat: wechatSettings(read, secretOf, isProduction),
    api: apiSettings(read),
    notifications: notificationSettings(read),
    drawBeacons: read.DRAW_BEACON_URLS?.split(/\s*,\s*/) ?? [],
    localSecrets,
    givenSecrets,
  };
}

/** An address without encryption that others than this machine can ask for. */
const openHttp = /^http:\/\/(?!(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$))/i;

/** @returns the folder of a database that is a file; of one on a server, that of the first start */
function besideDatabase(databaseUrl: string): string {
  const [, file] = /^sqlite:(?:\/\/)?(.+)$/.exec(databaseUrl) ?? [];
  return file === undefined ? 'var' : dirname(file);
}

function missingInProduction(env: NodeJS.ProcessEnv): readonly string[] {
  const problems: string[] = [];
  if (env.YIBO_CLOCK) problems.push('YIBO_CLOCK is for trying things out. Unset it in production.');
  if (env.YIBO_SIMULATOR === 'on') problems.push('YIBO_SIMULATOR is for trying things out. Unset it in production.');
  if (!env.PUBLIC_BASE_URL) {
    problems.push('PUBLIC_BASE_URL is not set. Signatures are checked against it: set the address the providers call.');
  }
  if (!env.TWILIO_AUTH_TOKEN && !env.WECHAT_TOKEN && !env.WECHATY_PUPPET) {
    problems.push(
      'no channel is set: neither TWILIO_AUTH_TOKEN nor WECHAT_TOKEN nor WECHATY_PUPPET. Set those of the channel you run.',
    );
  }
  if (openHttp.test(env.PUBLIC_BASE_URL ?? '') && env.YIBO_PLAIN_HTTP !== 'on') {
    problems.push(
      'PUBLIC_BASE_URL is http: whoever is on the way reads what people say. Make it https, or set YIBO_PLAIN_HTTP=on.',
    );
  }
  return [...problems, ...twilioProblems(env), ...wechatProblems(env)];
}
