import type { RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { type Refusal, refusalWith } from '../../web/refusal.js';

const minuteMs = 60_000;

/**
 * Keeps one address from taking the service away from the others: generous, and each process counts for itself.
 * @param tell says it, on data or on a page
 */
export function perAddress(
  requestsPerMinute: number,
  tell: (response: Response, refusal: Refusal, next: (error: unknown) => void) => void,
): RequestHandler {
  return rateLimit({
    windowMs: minuteMs,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    requestPropertyName: 'requestsOfAddress',
    // An address that others claim to pass on is not believed unless a proxy of ours says so: no need to warn of it.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, response, next) => {
      const message = '请求太频繁，请稍后再试。';
      const remedy = `每个地址每分钟最多 ${requestsPerMinute} 次；Retry-After 说明要等几秒。`;
      tell(response, refusalWith('too-many', message, { more: { remedy } }), next);
    },
  });
}
