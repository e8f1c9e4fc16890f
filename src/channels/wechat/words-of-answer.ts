import type { Answer } from '../../domain/conversation/stores.js';
import { decodeAesKey, decrypt, UnreadableCipher } from './crypto.js';
import { nothingToSay } from './encode.js';
import { findSealed, readEnvelope } from './envelope.js';

/**
 * Opens an answer of our own (被动回复), sealed or not, in XML or JSON.
 * @param encodingAesKeys those it may be sealed with
 * @returns its words, '' when it says nothing; null when it hands over to a colleague (转客服), which leaves no room for words
 * @throws UnreadableCipher when it was sealed with a key that is not there any more
 * @example wordsOfAnswer({ contentType: 'text/xml', body: '<xml>…<Content><![CDATA[您好]]></Content></xml>' }, []) // '您好'
 */
export function wordsOfAnswer({ body }: Answer, encodingAesKeys: readonly string[]): string | null {
  if (body === nothingToSay.body) return '';
  const sealed = findSealed(body);
  const { MsgType, Content } = sealed ? opened(sealed.encrypted, encodingAesKeys) : readEnvelope(body).fields;
  return MsgType === 'transfer_customer_service' ? null : (Content ?? '');
}

function opened(encrypted: string, encodingAesKeys: readonly string[]) {
  for (const key of encodingAesKeys) {
    try {
      return readEnvelope(decrypt(encrypted, decodeAesKey(key)).plain).fields;
    } catch (error) {
      if (!(error instanceof UnreadableCipher)) throw error;
    }
  }
  throw new UnreadableCipher('an answer of ours was sealed with a key that is not there any more');
}
