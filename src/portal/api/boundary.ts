import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Refusal, refuse } from './refuse.js';
import { ApiRefused } from './refused.js';

/** The boundary of the API: what a request got wrong is said as data; anything else is logged and shown to nobody. */
export function boundary(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    // What a route had set for its answer is not for a refusal.
    response.type('application/json').set('Cache-Control', 'no-store');
    if (error instanceof ApiRefused && Object.keys(error.beside).length > 0) {
      const { status, code, message, more } = error.refusal;
      response.status(status).json({ error: { code, message, ...more }, ...error.beside });
      return;
    }
    const refusal = error instanceof ApiRefused ? error.refusal : faultOf(error);
    if (isUnavailable(error)) {
      log.error({ method: request.method, path: request.path, why: String(error) }, 'the database cannot be had');
      refuse(response, unavailable, { 'Retry-After': '10' });
      return;
    }
    if (!refusal) log.error({ err: error, method: request.method, path: request.path }, 'a request of the API failed');
    refuse(response, refusal ?? ours);
  };
}

const ours: Refusal = { status: 500, code: 'internal', message: '系统出了点问题，已经记录下来，请稍后再试。' };
const unavailable: Refusal = { status: 503, code: 'unavailable', message: '数据库暂时不能访问，请稍后再试。' };
const badAddress: Refusal = { status: 400, code: 'bad-address', message: '地址里的百分号编码不对。' };

/** The store says so of a server that cannot be reached. */
function isUnavailable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'database-unavailable';
}

/** @returns what express and its sender of files found wrong with a request; null when the fault is ours */
function faultOf(error: unknown): Refusal | null {
  if (error instanceof URIError) return badAddress;
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 400) return badAddress;
  if (status !== 412 && status !== 416) return null;
  return { status, code: 'bad-condition', message: '请求头里的条件或范围无法满足。' };
}
