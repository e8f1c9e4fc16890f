import type { LoadRequest } from './load.js';
import { type Answer, answerHeader, send } from './target.js';

/** Finds the ways through the service before it is measured, and keeps what it answered. */
export class Probe {
  /** For bare servers to answer with the same bytes. */
  readonly answers: Answer[] = [];

  constructor(private readonly origin: string) {}

  /** @returns the answer and its number. @throws Error when the request is refused */
  async send(request: LoadRequest): Promise<{ readonly answer: Answer; readonly number: number }> {
    const answer = await send(this.origin, request);
    return { answer, number: this.answers.push(answer) - 1 };
  }
}

/** A conversation that one person after another has with the service. */
export interface Scenario {
  readonly name: string;
  /** Turns per second as a part of what bare Express answers: what must be reached, and what is wished for. */
  readonly bar?: number;
  readonly aim?: number;
  /** Makes the requests of somebody new; the nth person walks the nth way, and round again. */
  newPerson(n: number): readonly LoadRequest[];
}

/** A request as one of a scenario: it names the bare servers' answer, and its own may be held against it. */
export function numbered(request: LoadRequest, answer: number, check: (answer: string) => void): LoadRequest {
  return { ...request, headers: { ...request.headers, [answerHeader]: String(answer) }, check };
}

/**
 * Prepares a round: every connection's people, one after another, all of them new. Only the first person of each connection
 * has their answers looked at.
 * @param turns at least as many requests on each connection
 */
export function peopleFor(scenario: Scenario, connections: number, turns: number): (readonly LoadRequest[])[] {
  const perPerson = scenario.newPerson(0).length;
  const people = Math.ceil(turns / perPerson);
  return Array.from({ length: connections }, (_, connection) =>
    Array.from({ length: people }, (_, index) => {
      const requests = scenario.newPerson(connection * people + index);
      return index === 0 ? requests : requests.map(withoutCheck);
    }).flat(),
  );
}

function withoutCheck({ check: _, ...request }: LoadRequest): LoadRequest {
  return request;
}

/** @returns the same requests for a server whose answers say nothing */
export function unchecked(perConnection: readonly (readonly LoadRequest[])[]): LoadRequest[][] {
  return perConnection.map((requests) => requests.map(withoutCheck));
}

/**
 * Holds an answer against the one that was given to another person. Digits may differ, a time or a number of a case,
 * and so may a call's own number.
 * @throws Error when anything else does
 */
export function requireSameKind(given: string, expected: string): void {
  const kind = (text: string): string => text.replace(/CA[0-9a-f]{32}/g, 'CA').replace(/\d+/g, '0');
  if (kind(given) === kind(expected)) return;
  throw new Error(
    `under load the service answered otherwise:\n${given.slice(0, 400)}\ninstead of\n${expected.slice(0, 400)}`,
  );
}
