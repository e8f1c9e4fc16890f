import type { RequestHandler } from 'express';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { TwilioSettings } from './settings.js';

/**
 * Lets only what Twilio signed through. The URL is the configured public one: behind a proxy the one a server sees is
 * another, and no signature would ever fit.
 */
export function signedByTwilio(settings: TwilioSettings): RequestHandler {
  return (request, response, next) => {
    const signature = request.get('X-Twilio-Signature');
    const url = settings.publicBaseUrl + request.originalUrl;
    const parameters = (request.body ?? {}) as Record<string, unknown>;
    if (signature !== undefined && validateRequest(settings.authToken, signature, url, parameters)) next();
    else response.status(403).type('text/plain').send('Forbidden: the signature does not fit.\n');
  };
}
