import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { conversationIdOf } from '../src/channels/telephone/call.js';
import * as wechat from '../src/channels/wechat/decode.js';
import { WechatApi } from '../src/simulator/wechat-api.js';
import { ServiceProcess } from '../test/service/process.js';
import { countKept, type Kept } from './kept.js';
import { callerCalledBack, callerWhoTalks, callerWithMessage, chatter, isTurn, type Person } from './killed-people.js';
import type { LoadRequest } from './load.js';
import { manyColleagues } from './many-colleagues.js';
import { alwaysOpenContent } from './production.js';
import { secrets } from './requests.js';
import type { Answer } from './target.js';

/** Keeps others from storing turns for a while, so that answers in WeChat become late ones. */
export type HoldUp = () => Promise<() => Promise<unknown>>;

export interface KillPlan {
  readonly databaseUrl: string;
  readonly kills: number;
  /** Chance: a number from 0 to 1. */
  readonly chance: () => number;
  /** Holds the database up; null: nobody does. */
  readonly holdUp: HoldUp | null;
  /** Told after every kill. */
  readonly tell?: (kills: number) => void;
}

/** What had been acknowledged when the service was killed, and what of it was not there afterwards. */
export interface KillOutcome {
  readonly kills: number;
  /** Deliveries whose answer had not come when the service was killed; they are sent again, as providers do. */
  readonly cutOff: number;
  readonly turns: Kept;
  readonly cases: Kept;
  /** Calls back that were asked for while waiting. */
  readonly callbacks: Kept;
  /** Calls that are over: their record with how the talk was rated, and who took them. */
  readonly calls: Kept;
  readonly lateAnswers: Kept & {
    /** Sent before a kill and again after it: WeChat has no way to be told that a message is the same. */
    readonly sentAgainAfterKill: number;
  };
}

interface Acknowledged {
  readonly request: LoadRequest;
  readonly answer: Answer;
}

const atOnce = { callersWithMessage: 3, callersCalledBack: 2, callersWhoTalk: 2, chatters: 4 };
/** So that however many are rung, the next one is free. */
const nobodyRests = 'wrapUpSeconds: 0\nrestSeconds: { busy: 0, refused: 0, noAnswer: 0 }';
const longestLifeMs = 350;
/** So early does the service call an answer late. */
const deadlineMs = 100;
const appSecret = 'bench';
/** On a working day, long before lunch. */
const startsAt = Date.parse('2016-10-21T08:40:00+08:00');
/** WeChat sends again after five seconds. The service's clock jumps on so far with each start, so that nobody has to wait for that. */
const retryAfterMs = 6_000;
/** Between the death of who was sending and another's claim lie 15 seconds; after failures, more. */
const arriveWithinMs = 240_000;

/**
 * Kills a service with `kill -9` at moments that chance decides, again and again, while people call, leave messages and write; starts it
 * again each time, sends again what got no answer, and asks again for every answer to a telephone since the kill before: it must be the same bytes.
 */
export async function killAgainAndAgain(plan: KillPlan): Promise<KillOutcome> {
  const run = new KilledService(plan);
  try {
    return await run.all();
  } finally {
    await run.end();
  }
}

class KilledService {
  private readonly api = new WechatApi({ appId: secrets.WECHAT_APP_ID, appSecret });
  private service: ServiceProcess | null = null;
  private port = '0';
  private isKilling = false;
  private acknowledged: Acknowledged[] = [];
  private turns = 0;
  private turnsLost = 0;
  private cutOff = 0;
  private kill = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'yibo-killed-'));
  /** Callers whose last answer came, by what that acknowledged. */
  private readonly done: Readonly<Record<Person['does'], Set<string>>> = {
    ...{ message: new Set(), callback: new Set(), talk: new Set(), chat: new Set() },
  };
  /** How many turns of each caller were answered. */
  private readonly turnsOf = new Map<string, number>();
  private readonly answeredAtOnce = new Set<string>();
  private readonly promised = new Set<string>();
  /** For each openid, before which kill each of its late answers arrived. */
  private readonly arrivals = new Map<string, number[]>();
  private seen = 0;

  constructor(private readonly plan: KillPlan) {}

  async all(): Promise<KillOutcome> {
    alwaysOpenContent(this.folder);
    manyColleagues(this.folder, nobodyRests);
    this.service = new ServiceProcess({
      ...secrets,
      YIBO_CONTENT: this.folder,
      DATABASE_URL: this.plan.databaseUrl,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_API_BASE: await this.api.open(),
      WECHAT_DEADLINE_MS: String(deadlineMs),
    });
    await this.start();
    for (this.kill = 1; this.kill <= this.plan.kills; this.kill++) {
      await this.live();
      await this.askAgain();
      this.plan.tell?.(this.kill);
    }
    await this.untilArrived();
    return this.outcome();
  }

  async end(): Promise<void> {
    await this.service?.remove();
    this.api.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    const YIBO_CLOCK = new Date(this.clockAt(this.kill)).toISOString();
    await this.service?.start({ YIBO_CLOCK, PORT: this.port });
    // What a killed process has set aside, whoever is started on its port carries over.
    this.port = new URL(this.service?.origin ?? '').port;
  }

  private clockAt(kill: number): number {
    return startsAt + kill * retryAfterMs;
  }

  /** People come until the service is killed; it is started again, and they send what got no answer once more. */
  private async live(): Promise<void> {
    const people: Promise<Unanswered | null>[] = [];
    const keepComing = async (newPerson: () => Person): Promise<void> => {
      while (!this.isKilling) {
        const whole = this.serve(newPerson());
        people.push(whole);
        await whole;
      }
    };
    const coming = [
      ...Array.from({ length: atOnce.callersWithMessage }, () => keepComing(callerWithMessage)),
      ...Array.from({ length: atOnce.callersCalledBack }, () => keepComing(callerCalledBack)),
      ...Array.from({ length: atOnce.callersWhoTalk }, () => keepComing(callerWhoTalks)),
      ...Array.from({ length: atOnce.chatters }, () => keepComing(() => chatter(this.clockAt(this.kill - 1)))),
    ];
    const life = 30 + this.plan.chance() * longestLifeMs;
    const letGo = await this.plan.holdUp?.();
    const heldForMs = letGo ? life * this.plan.chance() * 1.5 : 0;
    await pause(Math.min(life, heldForMs));
    if (heldForMs < life) {
      await letGo?.();
      await pause(life - heldForMs);
    }
    this.isKilling = true;
    await this.service?.kill();
    if (heldForMs >= life) await letGo?.();
    await Promise.all(coming);
    this.noteArrivals();
    await this.start();
    this.isKilling = false;
    for (const left of await Promise.all(people)) if (left) await this.goOn(left);
  }

  /** @returns what a person had sent when no answer came; null when they have all their answers */
  private async serve(person: Person, from?: LoadRequest): Promise<Unanswered | null> {
    let next = from ? { done: false, value: from } : person.deliveries.next();
    while (!next.done) {
      const request = next.value as LoadRequest;
      if (!from) this.api.wrote(person.id);
      const answer = await this.send(request);
      if (answer === null) return { person, request };
      this.turns += 1;
      // WeChat never asks again for what was answered: whether it was kept is looked up at the end.
      if (person.does !== 'chat') this.note(person, { request, answer });
      else if (answer.body === 'success') this.promised.add(person.id);
      else this.answeredAtOnce.add(person.id);
      next = person.deliveries.next(answer);
    }
    this.done[person.does].add(person.id);
    return null;
  }

  /** Of a call that is over nothing is answered again. */
  private note({ id, does }: Person, one: Acknowledged): void {
    if (does !== 'talk') this.acknowledged.push(one);
    if (isTurn(one.request)) this.turnsOf.set(id, (this.turnsOf.get(id) ?? 0) + 1);
  }

  private async goOn({ person, request }: Unanswered): Promise<void> {
    this.cutOff += 1;
    const left = await this.serve(person, request);
    if (left) throw new Error(`a delivery sent again got no answer: ${left.request.path}`);
  }

  private async askAgain(): Promise<void> {
    for (const { request, answer } of this.acknowledged) {
      const again = await this.send(request);
      if (again?.body !== answer.body) this.turnsLost += 1;
    }
    this.acknowledged = [];
  }

  /** @returns null when the service was killed before it had answered @throws Error when it refuses, or does not answer while it lives */
  private async send({ path, ...request }: LoadRequest): Promise<Answer | null> {
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${this.service?.origin}${path}`, request);
      body = await response.text();
    } catch (error) {
      if (this.isKilling) return null;
      throw error;
    }
    if (!response.ok) throw new Error(`${path} was refused with ${response.status}: ${body.slice(0, 200)}`);
    return { contentType: response.headers.get('content-type') ?? '', body };
  }

  private noteArrivals(): void {
    for (const { openid } of this.api.arrived.slice(this.seen)) {
      this.arrivals.set(openid, [...(this.arrivals.get(openid) ?? []), this.kill]);
    }
    this.seen = this.api.arrived.length;
  }

  private async untilArrived(): Promise<void> {
    const endsAt = performance.now() + arriveWithinMs;
    const reached = () => new Set(this.api.arrived.map(({ openid }) => openid));
    while (performance.now() < endsAt && ![...this.promised].every((one) => reached().has(one))) await pause(200);
    // Whatever would come twice has come by then.
    await pause(1_000);
    this.noteArrivals();
  }

  private async outcome(): Promise<KillOutcome> {
    const { message, callback, talk } = this.done;
    const chats = [...this.answeredAtOnce, ...this.promised].map((openid) => [chatOf(openid), 1] as const);
    const phone = [...message, ...callback, ...talk].map(
      (id) => [conversationIdOf(id), this.turnsOf.get(id) ?? 0] as const,
    );
    const kept = await countKept(this.plan.databaseUrl, {
      turns: new Map([...chats, ...phone]),
      withCase: [...message, ...callback].map(conversationIdOf),
      calledBack: [...callback].map(conversationIdOf),
      talked: [...talk].map(conversationIdOf),
    });
    const arrived = [...this.arrivals];
    const isTwice = ([openid, kills]: [string, number[]]): boolean =>
      kills.length > 1 || this.answeredAtOnce.has(openid);
    const isByKill = ([openid, kills]: [string, number[]]): boolean =>
      !this.answeredAtOnce.has(openid) && new Set(kills).size === kills.length;
    return {
      kills: this.plan.kills,
      cutOff: this.cutOff,
      ...kept,
      turns: { acknowledged: this.turns, lost: this.turnsLost + kept.turns.lost, doubled: kept.turns.doubled },
      lateAnswers: {
        acknowledged: this.promised.size,
        lost: [...this.promised].filter((openid) => !this.arrivals.has(openid)).length,
        doubled: arrived.filter((one) => isTwice(one) && !isByKill(one)).length,
        sentAgainAfterKill: arrived.filter((one) => isTwice(one) && isByKill(one)).length,
      },
    };
  }
}

function chatOf(openid: string): string {
  const message = { FromUserName: openid } as Parameters<typeof wechat.conversationIdOf>[0];
  return wechat.conversationIdOf(message, { appId: secrets.WECHAT_APP_ID } as Parameters<
    typeof wechat.conversationIdOf
  >[1]);
}

interface Unanswered {
  readonly person: Person;
  readonly request: LoadRequest;
}
