import { type Request, type Response, Router } from 'express';
import { wordAll } from '../../content/wording.js';
import { type Guesses, isTooMany } from '../../disclosure/guessing/guesses.js';
import { oneAfterAnother } from '../../disclosure/guessing/one-after-another.js';
import { ask, type Finding, type Question } from '../../disclosure/lookups/ask.js';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import { sentencesOf } from '../../disclosure/lookups/tell.js';
import { recallWords } from '../../disclosure/recalls/recall-words.js';
import type { Content } from '../../domain/content/content.js';
import type { Answers } from '../../domain/conversation/answers.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import { identifierKinds } from '../../domain/identifiers/identifiers.js';
import type { Clock } from '../../domain/time/clock.js';
import { type Refusal, refusalWith } from '../../web/refusal.js';
import { refuse } from './face.js';
import { addressOf, delayMs, refuseGuess } from './guess-limits.js';
import { queryFault } from './query.js';
import { versionOf } from './version.js';

export interface LookupsApi {
  readonly records: RecordStore;
  /** Those in force: schemas may change while the service runs. */
  readonly lookups: () => ReadonlyMap<string, Lookup>;
  /** The words in force. */
  readonly content: () => Content;
  readonly clock: Clock;
  readonly guesses: Guesses;
  /** Waits so many milliseconds; of use to tests. */
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * `GET /api/v1/lookups/{lookup}?…`: what the telephone and chat answer, as data: the same records, the same facts, and the
 * versions they are from. Nothing is kept by anybody on the way, since it may be corrected at any moment.
 */
export function lookupsRouter(api: LookupsApi): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  // They wait for the asking only: an answer that nobody takes off the wire, and one behind it on the same connection, would keep everybody
  // else at that address waiting for ever.
  const inTurn = oneAfterAnother();
  router.get('/:lookup', async (request, response) => {
    const lookup = api.lookups().get(request.params.lookup);
    if (!lookup) return refuse(response, unknownLookup(api.lookups()));
    // Other people's pages must not make their visitors guess numbers.
    if (lookup.challenge) response.removeHeader('Access-Control-Allow-Origin');
    const fault = queryFault(request.query, lookup.fields);
    if (fault) return refuse(response, fault);
    const asked = answersIn(request, lookup);
    if (!asked.ok) return refuse(response, asked.refusal);
    const question = { answers: asked.answers, letters: true };
    if (!lookup.secret) return tell(response, lookup, await ask(lookup, api.records, question), asked, api);
    // Whoever has gone in the meantime is not asked for any more.
    const counted = await inTurn(addressOf(request.ip), async () =>
      request.socket.destroyed ? null : askCounted(lookup, question, request, api),
    );
    if (counted === null) return;
    if (!isTooMany(counted)) return tell(response, lookup, counted.finding, asked, api);
    return refuseGuess(response, counted, api.guesses.rules.address, api.clock.now());
  });
  return router;
}

/** Asks a lookup whose numbers could be guessed; whoever misses often is answered more slowly, and then refused. */
function askCounted(lookup: Lookup, question: Question, { ip }: Request, { guesses, pause = waitMs }: LookupsApi) {
  const asker = { channel: 'api', conversation: null, person: null, address: addressOf(ip) };
  const slower = async (misses: number): Promise<void> => {
    const ms = delayMs(misses, guesses.rules.address);
    if (ms > 0) await pause(ms);
  };
  return guesses.ask(lookup, question, { asker, pause: slower });
}

type Asked =
  | { readonly ok: true; readonly answers: Answers; readonly isDoubtful: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** What the address names, checked as everywhere; the check digit of a VIN is advisory. */
function answersIn({ query }: Request, { identifiers }: Lookup): Asked {
  const answers: Record<string, string> = {};
  let isDoubtful = false;
  for (const [name, kind] of Object.entries(identifiers)) {
    const text = query[name];
    if (typeof text !== 'string' || text === '') return { ok: false, refusal: missing(name) };
    const checked = identifierKinds[kind].check(text, { letters: true });
    if (!checked.ok) {
      const { minLength: min, maxLength: max } = identifierKinds[kind];
      const lengths = min === max ? `${min}` : `${min} 到 ${max}`;
      const message =
        checked.problem === 'length'
          ? `${name} 应为 ${lengths} 位，收到 ${checked.given} 位。`
          : `${name} 里只能有数字和字母，请核对。`;
      return { ok: false, refusal: refusalWith('bad-identifier', message, { more: { parameter: name } }) };
    }
    if (checked.warning) isDoubtful = true;
    answers[name] = checked.value;
  }
  return { ok: true, answers, isDoubtful };
}

async function tell(
  response: Response,
  lookup: Lookup,
  finding: Finding,
  { answers, isDoubtful }: Extract<Asked, { ok: true }>,
  { content, clock, records }: LookupsApi,
): Promise<void> {
  if (finding.kind === 'unknown' || finding.kind === 'several') {
    refuse(response, finding.kind === 'several' ? several : isDoubtful ? doubtful : unknown);
    return;
  }
  const { record, facts } = finding;
  const said = [...sentencesOf(lookup, finding, answers, clock.now()), ...(await recallWords(finding, records))];
  const text = wordAll(content(), 'text', said);
  const told = { lookup: lookup.id, sample: record.sample, facts, version: versionOf(record) };
  if (finding.kind === 'gone') {
    const { status, code, message } =
      record.change === 'expired'
        ? refusalWith('expired', '这条记录的公示期已经满了，不再公开。')
        : refusalWith('withdrawn', '这条记录已经撤回，不再公开。');
    response.status(status).json({ error: { code, message }, ...told, text });
    return;
  }
  const parts = finding.parts.map((part) => ({ dataset: part.dataset, id: part.id, ...versionOf(part) }));
  response.json({ ...told, ...(lookup.parts && { parts }), text });
}

const unknown = refusalWith('not-found', '没有查到这组号码，请核对。');
const doubtful: Refusal = {
  ...unknown,
  message: '没有查到这组号码，请核对。这个车架号第 9 位的校验码不符，可能抄错了一位；也有车辆本来就不符。',
};
const several = refusalWith('ambiguous', '这个编码对应不止一条记录，请换用另一种号码查询，并请举报。');

function missing(parameter: string): Refusal {
  return refusalWith('missing-identifier', `请给出一个 ${parameter}。`, { more: { parameter } });
}

function unknownLookup(lookups: ReadonlyMap<string, Lookup>): Refusal {
  const names = [...lookups.keys()];
  return refusalWith('no-such-lookup', `没有这种查询，可以查：${names.join('、')}。`);
}

const waitMs = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
