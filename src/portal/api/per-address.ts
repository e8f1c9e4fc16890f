import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { refusalWith } from '../../web/refusal.js';
import { refuse } from './face.js';

const minuteMs = 60_000;

/** Keeps one address from taking the service away from the others: generous, and each process counts for itself. */
export function perAddress(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: minuteMs,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    requestPropertyName: 'apiRequests',
    // An address that others claim to pass on is not believed unless a proxy of ours says so: no need to warn of it.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, response) => {
      const message = '请求太频繁，请稍后再试。';
      const remedy = `每个地址每分钟最多 ${requestsPerMinute} 次；Retry-After 说明要等几秒。`;
      refuse(response, refusalWith('too-many', message, { more: { remedy } }));
    },
  });
}
