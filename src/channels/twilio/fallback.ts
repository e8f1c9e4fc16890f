import type { Content } from '../../domain/content/content.js';
import type { Answer } from '../../domain/conversation/stores.js';
import { apologyIn } from '../telephone/apology.js';
import { encodeApology } from './encode.js';

/** The static document for Twilio's fallback URL: an apology and a person, needing nothing else to work. */
export function fallback(content: Content): Answer {
  return encodeApology(apologyIn(content, null));
}
