/** What the channel is told by the environment. */
export interface WechatySettings {
  /** The module of the puppet, such as `wechaty-puppet-service`, or the path of one. */
  readonly puppet: string;
  /** For puppets that want one; null: the puppet reads its own variables, or wants none. */
  readonly token: string | null;
  /** Where the puppet keeps its login, and where the code to scan is put. */
  readonly folder: string;
}

/** The registered name of the channel, for the record. */
export const channelName = 'wechaty';

/** @returns null when no puppet is chosen: then nothing of wechaty is loaded */
export function wechatySettings(env: NodeJS.ProcessEnv): WechatySettings | null {
  const { WECHATY_PUPPET: puppet = '', WECHATY_TOKEN: token = '', WECHATY_FOLDER: folder = '' } = env;
  if (puppet === '') return null;
  return { puppet, token: token === '' ? null : token, folder: folder === '' ? 'var' : folder };
}

/** Puppets speak to wechaty in texts of any length, but the clients behind them cut long ones: WeCom after 2,048 bytes. */
export const maxTextBytes = 2000;

/**
 * What is older when it comes is not answered: its answer may have been removed, so that nobody knows of it any more. Nor is an
 * answer sent that could not be sent for so long.
 */
export const maxAgeMs = 12 * 3_600_000;
