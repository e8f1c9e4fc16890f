import type { Request } from 'express';
import { z } from 'zod';
import { refusedPlainly } from '../web/plain-face.js';
import { Refused, refusalWith } from '../web/refusal.js';
import { isSameSecret } from '../web/same-secret.js';
import { isFromThisMachine } from '../web/this-machine.js';
import { optional } from '../web/variables.js';

/** What the environment may say of whoever runs the service. */
export const operatorVariables = {
  YIBO_OPERATIONS_TOKEN: optional(
    z.string().regex(/^[A-Za-z0-9._~+/=-]{16,200}$/, 'must be 16 to 200 letters, digits or ._~+/=-, chosen by chance'),
  ),
};

/**
 * Whether somebody runs the service: they work on its machine, or have the token. How much it does and what is wrong with it is nobody
 * else's business.
 * @param token null: nobody elsewhere is one
 * @example curl -H 'Authorization: Bearer …' https://hotline.example/metrics
 */
export function isOperator(request: Request, token: string | null): boolean {
  return isFromThisMachine(request) || (token !== null && isSameSecret(tokenIn(request) ?? '', token));
}

/** @throws Refused for strangers, who learn nothing, and for whoever has a token that is not the one */
export function requireOperator(request: Request, token: string | null): void {
  if (isOperator(request, token)) return;
  if (token === null || tokenIn(request) === undefined) throw refusedPlainly('no-such-address');
  const headers = { 'WWW-Authenticate': 'Bearer' };
  throw new Refused(refusalWith('unauthorized', 'Unauthorized: the token is not the one of operators.', { headers }));
}

function tokenIn({ headers }: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
