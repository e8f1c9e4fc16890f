import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { startService } from '../src/main.js';
import { bareKept } from './bare-kept.js';
import { type Answer, answerHeader } from './target.js';

/**
 * One server under load, in a process of its own: `bare-http`, `bare-express`, `bare-kept`, or the service with local settings. It is
 * sent its answers, tells its parent the port, and ends with it.
 */
const [, , name = ''] = process.argv;

async function start(answers: readonly Answer[]): Promise<number> {
  if (name === 'service') {
    const service = await startService(process.env);
    return Number(new URL(service.origin).port);
  }
  const server = await bare(answers);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function bare(answers: readonly Answer[]): Promise<Server> {
  if (name === 'bare-kept') return bareKept(answers, process.env.BENCH_DATABASE ?? '');
  return name === 'bare-http' ? bareHttp(answers) : createServer(bareExpress(answers));
}

/** Reads the body and answers: the least a Node server can do. */
function bareHttp(answers: readonly Answer[]): Server {
  return createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = answers[Number(request.headers[answerHeader] ?? 0)];
      response.setHeader('Content-Type', answer?.contentType ?? '');
      response.end(answer?.body);
    });
  });
}

/** Two Express routes, as anybody begins one: a urlencoded body of a call, a body of text of a message, and the same answer. */
function bareExpress(answers: readonly Answer[]): express.Express {
  const answer: RequestHandler = (request, response) => {
    const { contentType, body } = answers[Number(request.headers[answerHeader] ?? 0)] as Answer;
    response.type(contentType).send(body);
  };
  const app = express();
  app.post(/^\/phone\//, express.urlencoded({ extended: false }), answer);
  app.post(/^\/wechat\//, express.text({ type: () => true }), answer);
  return app;
}

const [{ answers }] = (await once(process, 'message')) as [{ answers: readonly Answer[] }];
const port = await start(answers);
process.send?.({ port });
process.on('disconnect', () => process.exit(0));
