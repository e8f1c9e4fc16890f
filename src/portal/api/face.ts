import type { Response } from 'express';
import { nearest } from '../../authored/nearest.js';
import { explained, type RequestErrorCode } from '../../domain/errors/errors.js';
import { refuse as refuseOn } from '../../web/boundary.js';
import type { FaultWords } from '../../web/fault.js';
import { type Refusal, Refused, refusalWith } from '../../web/refusal.js';

/** How the API words what it cannot answer; whoever reads it is a program, and the person who wrote it. */
export const apiWords: FaultWords = {
  'bad-address': '地址里的百分号编码不对。',
  'unreadable-body': '这个接口不读请求体。',
  'no-such-address': '没有这个地址。',
  replayed: '这个请求已经答复过了。',
  'bad-condition': '请求头里的条件或范围无法满足。',
  'too-large': '请求太大。',
  'unsupported-media': '不支持这种媒体类型。',
  internal: '系统出了点问题，已经记录下来，请稍后再试。',
  unavailable: '数据库暂时不能访问，请稍后再试。',
};

const problemType = 'application/problem+json';

/**
 * Writes a refusal as data: `{ "error": { "code", "message", … } }`, and to whoever asks for it by `Accept` as problem details.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function renderJson(
  response: Response,
  { code, message, more }: Refusal,
  beside: Readonly<Record<string, unknown>>,
): void {
  response.vary('Accept');
  const error = { code, message, ...more };
  if (response.req.accepts(['application/json', problemType]) !== problemType) {
    response.type('application/json').json({ error, ...beside });
    return;
  }
  const { statusCode: status } = response;
  const problem = { type: `urn:yibo:error:${code}`, title: explained(code).meaning, status, detail: message };
  response.type(problemType).json({ ...problem, ...error, ...beside });
}

/** Tells a refusal at once, where a route need not be left. */
export function refuse(response: Response, refusal: Refusal): void {
  refuseOn(response, refusal, { render: renderJson });
}

/** @returns an error that the boundary of the API tells */
export function refused(code: RequestErrorCode, message: string, remedy?: string): Refused {
  return new Refused(refusalWith(code, message, remedy === undefined ? {} : { more: { remedy } }));
}

/** @returns `您是不是要找 wines？`, or what there is when nothing is near */
export function didYouMean(given: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(given, names);
  return near !== null ? `您是不是要找 ${near}？` : `可用的有：${names.join('、')}。`;
}
