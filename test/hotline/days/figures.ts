import type { Report } from '../../../src/hotline/reports/report.js';
import type { Exchange } from '../../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../../src/simulator/telephones/live-call.js';

/** What an exchange's callers heard, counted: it knows nothing of what the service keeps. */
export type CountedByExchange = ReturnType<typeof countedByExchange>;

/** Counts a day's calls by what was heard on them. */
export function countedByExchange({ calls }: Pick<Exchange, 'calls'>) {
  const all = [...calls.values()];
  const asked = all.filter(hasAsked);
  const unserved = asked.filter((call) => !hasTalked(call));
  const number = (of: readonly LiveCall[], words: RegExp) => of.filter((call) => heardWords(call, words)).length;
  const toMessage = number(unserved, toLeaveMessage);
  const toCallback = number(
    unserved.filter((call) => !heardWords(call, toLeaveMessage)),
    /编号/,
  );
  return {
    calls: all.length,
    asked: asked.length,
    closed: number(
      all.filter((call) => !hasAsked(call)),
      toLeaveMessage,
    ),
    answered: asked.length - unserved.length,
    ...{ toMessage, toCallback, hungUp: unserved.length - toMessage - toCallback },
    talks: all.flatMap(({ heard }) => heard.filter(({ kind }) => kind === 'bridged')).length,
    invited: number(all, /请您评价刚才的服务/),
    rated: number(all, /谢谢您的评价/),
  };
}

/** The same, as a report has it. */
export function countedInReport({ total, colleagues }: Report): CountedByExchange {
  const of = (figure: string): number => total.values[figure] ?? 0;
  return {
    ...{ calls: of('calls'), asked: of('asked'), closed: of('closed'), answered: of('answered') },
    ...{ toMessage: of('toMessage'), toCallback: of('toCallback') },
    hungUp: of('abandoned') + of('abandonedSoon'),
    talks: colleagues.reduce((sum, { values }) => sum + (values.taken ?? 0), 0),
    ...{ invited: of('invited'), rated: of('rated') },
  };
}

const toLeaveMessage = /请在滴声后留言/;

function hasAsked(call: LiveCall): boolean {
  const isRung = call.heard.some(({ kind }) => kind === 'rings');
  return isRung || heardWords(call, /正在为您接通|^为您转人工。|的同事都在忙，请稍候|暂时没有人接听/);
}

function hasTalked({ heard }: LiveCall): boolean {
  return heard.some(({ kind }) => kind === 'bridged');
}

function heardWords({ heard }: LiveCall, words: RegExp): boolean {
  return heard.some((one) => one.kind === 'says' && words.test(one.words));
}
