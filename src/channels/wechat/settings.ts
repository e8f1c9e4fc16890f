import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { baseAddress, optional, type ReadVariables, type SecretOf, text, whole } from '../../web/variables.js';

/** What the official account's channel is told by the environment. */
export interface WechatSettings {
  /** 开发者ID (AppID), such as `wxba5fad812f8e6fb9`; every encrypted message carries it. */
  readonly appId: string;
  /** 令牌 (Token), shared with WeChat; every delivery is signed with it. */
  readonly token: string;
  /** 消息加解密密钥 (EncodingAESKey): the current one first, then the previous one while keys are being changed. */
  readonly encodingAesKeys: readonly string[];
  /** In which mode (消息加解密方式) deliveries are taken; one in another is refused. */
  readonly mode: 'any' | 'plain' | 'compatible' | 'safe';
  /** Deliveries whose timestamp is further from our clock are refused as replays; null: any age is taken. */
  readonly maxAgeSeconds: number | null;
}

/** The same, and what calling WeChat's servers takes. */
export interface WechatAccountSettings extends WechatSettings {
  /** 开发者密码 (AppSecret); null: WeChat's servers are not called. */
  readonly appSecret: string | null;
  /** Without a slash at the end, such as `https://api.weixin.qq.com`. */
  readonly apiBase: string;
  /** After how long an answer counts as late, and is owed. */
  readonly deadlineMs: number;
}

const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits, as the account console shows it');

/** What the environment may say of it. */
export const wechatVariables = {
  WECHAT_APP_ID: text,
  WECHAT_APP_SECRET: text,
  WECHAT_API_BASE: baseAddress('must be an address, without ? or #'),
  WECHAT_TOKEN: text,
  WECHAT_ENCODING_AES_KEY: optional(aesKey),
  WECHAT_ENCODING_AES_KEY_PREVIOUS: optional(aesKey),
  WECHAT_MODE: optional(z.enum(['any', 'plain', 'compatible', 'safe'], 'must be any, plain, compatible or safe')),
  WECHAT_DEADLINE_MS: whole(100, 4_900, 'must be a number from 100 to 4900'),
  WECHAT_MAX_AGE_S: whole(1, Number.MAX_SAFE_INTEGER, 'must be a number of seconds'),
};

/** @returns the settings; without secrets, some are made up, and in production old deliveries are refused unless told otherwise */
export function wechatSettings(
  read: ReadVariables<typeof wechatVariables>,
  secretOf: SecretOf,
  isProduction: boolean,
): WechatAccountSettings {
  const keys = [read.WECHAT_ENCODING_AES_KEY, read.WECHAT_ENCODING_AES_KEY_PREVIOUS].filter((key) => key !== undefined);
  return {
    appId: read.WECHAT_APP_ID ?? `wx${randomBytes(8).toString('hex')}`,
    token: secretOf('WECHAT_TOKEN', read.WECHAT_TOKEN, () => randomBytes(16).toString('hex')),
    encodingAesKeys: keys.length > 0 ? keys : [secretOf('WECHAT_ENCODING_AES_KEY', undefined, randomAesKey)],
    mode: read.WECHAT_MODE ?? (isProduction ? (keys.length > 0 ? 'safe' : 'plain') : 'any'),
    maxAgeSeconds: read.WECHAT_MAX_AGE_S ?? (isProduction ? 600 : null),
    appSecret: read.WECHAT_APP_SECRET ?? null,
    apiBase: (read.WECHAT_API_BASE ?? 'https://api.weixin.qq.com').replace(/\/+$/, ''),
    deadlineMs: read.WECHAT_DEADLINE_MS ?? defaultDeadlineMs,
  };
}

/** @returns what production does not start with */
export function wechatProblems({ WECHAT_TOKEN, WECHAT_MODE, WECHAT_ENCODING_AES_KEY }: NodeJS.ProcessEnv): string[] {
  const problems: string[] = [];
  if (WECHAT_TOKEN && !/^[A-Za-z0-9]{3,32}$/.test(WECHAT_TOKEN))
    problems.push(
      'WECHAT_TOKEN must be 3 to 32 letters and digits, as the account console takes it: choose 32 by chance.',
    );
  if ((WECHAT_MODE === 'safe' || WECHAT_MODE === 'compatible') && !WECHAT_ENCODING_AES_KEY)
    problems.push(`WECHAT_MODE=${WECHAT_MODE} needs WECHAT_ENCODING_AES_KEY, which the account console shows.`);
  return problems;
}

/** 43 characters whose 44th, `=`, makes them the Base64 of 32 bytes. */
function randomAesKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64').slice(0, 43);
    if (/^[A-Za-z0-9]{43}$/.test(key)) return key;
  }
}

/** Paths below the public address. */
export const paths = { official: '/wechat/official' } as const;

/** The registered name of the channel, for the record. */
export const channelName = 'wechat';

/** A message of 12,000 characters is about 100 kB when encrypted and sent beside its plain form. */
export const bodyLimit = 256 * 1024;

/** WeChat gives up after 5 s and tells the person 暂时无法提供服务; it must have an answer before. */
export const defaultDeadlineMs = 4500;

/** First deliveries come within a second or two of being written, retries after five. */
export const likelyRetryMs = 4_000;
