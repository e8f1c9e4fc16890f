import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { startService } from '../src/main.js';

/**
 * One server under load, in a process of its own: `bare-http`, `bare-express`, or the whole service. It tells its
 * parent the port, and ends with it.
 */
const [, , name = '', twiml = ''] = process.argv;

async function start(): Promise<number> {
  if (name === 'service') {
    const service = await startService(process.env);
    return Number(new URL(service.origin).port);
  }
  return new Promise((resolve) => {
    const server: Server = name === 'bare-http' ? bareHttp() : createServer(bareExpress());
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Reads the body and answers: the least a Node server can do. */
function bareHttp(): Server {
  return createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('Content-Type', 'text/xml; charset=utf-8');
      response.end(twiml);
    });
  });
}

/** An Express route that reads a urlencoded body and answers with the same TwiML. */
function bareExpress(): express.Express {
  const app = express();
  app.post('/phone/twilio/turn', express.urlencoded({ extended: false }), (_request, response) => {
    response.type('text/xml').send(twiml);
  });
  return app;
}

const port = await start();
process.send?.({ port });
process.on('disconnect', () => process.exit(0));
