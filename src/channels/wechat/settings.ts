/** What the official account's channel is told by the environment. */
export interface WechatSettings {
  /** 开发者ID (AppID), such as `wxba5fad812f8e6fb9`; every encrypted message carries it. */
  readonly appId: string;
  /** 令牌 (Token), shared with WeChat; every delivery is signed with it. */
  readonly token: string;
  /** 消息加解密密钥 (EncodingAESKey): the current one first, then the previous one while keys are being changed. */
  readonly encodingAesKeys: readonly string[];
  /** Deliveries whose timestamp is further from our clock are refused as replays; null: any age is taken. */
  readonly maxAgeSeconds: number | null;
}

/** Paths below the public address. */
export const paths = { official: '/wechat/official' } as const;

/** The registered name of the channel, for the record. */
export const channelName = 'wechat';

/** A message of 2,048 bytes is about 10 kB when encrypted and sent beside its plain form. */
export const bodyLimit = 64 * 1024;

/** WeChat gives up after 5 s and tells the person 暂时无法提供服务; it must have an answer before. */
export const defaultDeadlineMs = 4500;

/** First deliveries come within a second or two of being written, retries after five. */
export const likelyRetryMs = 4_000;

/** How many signatures are remembered, each with the delivery it came with. */
export const rememberedSignatures = 10_000;
