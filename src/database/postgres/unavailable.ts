import { Unavailable } from '../../domain/care/unavailable.js';

/** The database cannot be had; the message says why, and what to look at. */
export class DatabaseUnavailable extends Unavailable {
  /** @param mayBeTriedAgain whether a new connection may do better, at once */
  constructor(
    message: string,
    cause: unknown,
    readonly mayBeTriedAgain = false,
  ) {
    super(message, { cause });
  }
}

/** @returns the error for a connection that broke, or fell silent, under a statement */
export function connectionLost(timeoutMs: number, cause: unknown): DatabaseUnavailable {
  const isSilent = cause instanceof Error && cause.message === 'Query read timeout';
  return isSilent
    ? new DatabaseUnavailable(`PostgreSQL has not answered for ${timeoutMs / 1000} s.`, cause)
    : new DatabaseUnavailable('The connection to PostgreSQL was lost; the next query makes a new one.', cause, true);
}

/** @returns the error for a statement that the server stopped because it took too long */
export function stopped(sql: string, cause: Error): Error {
  const text = sql.replace(/\s+/g, ' ').trim();
  return new Error(`PostgreSQL stopped a statement (${cause.message}): ${text.slice(0, 100)}…`, { cause });
}

const unknownCertificate = 'its certificate was not issued by anyone known here. Add sslrootcert=FILE to DATABASE_URL.';

const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is PostgreSQL running, and are host and port in DATABASE_URL right?',
  ENOTFOUND: 'there is no such host. Look at the host in DATABASE_URL.',
  EAI_AGAIN: 'the name of the host could not be looked up. Try again, or look at the DNS.',
  ENOENT: 'there is no such socket. Look at the host in DATABASE_URL.',
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownCertificate,
  SELF_SIGNED_CERT_IN_CHAIN: unknownCertificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownCertificate,
  '28P01': 'the user or the password is wrong. Look at DATABASE_URL, or at PGPASSWORD.',
  '28000': 'this user may not connect from here. Look at the user in DATABASE_URL, and at pg_hba.conf on the server.',
  '3D000': "there is no such database. Create it: CREATE DATABASE … ENCODING 'UTF8'",
  '42501': 'this user may not use the database. Let its owner GRANT CONNECT.',
  '53300': 'all its connections are taken. Each process of this service takes up to 11: raise max_connections.',
  '57P03': 'it is starting up or shutting down. Try again in a moment.',
};

/** @returns an error for people, without the password, in place of the one that met us when we connected */
export function unavailable(place: string, error: unknown): DatabaseUnavailable {
  const { code, message } = describe(error);
  const isTimeout = /timeout/.test(message) || code === 'ETIMEDOUT';
  const remedy = isTimeout
    ? 'no connection could be had in time. Is the host reachable, and the server not overloaded?'
    : (remedies[code] ?? `${message || code}.`);
  return new DatabaseUnavailable(`PostgreSQL at ${place}: ${remedy}`, error);
}

/** Whether the server only has no connection to give at this moment. */
export function isPassing(error: unknown): boolean {
  const { code } = describe(error instanceof DatabaseUnavailable ? error.cause : error);
  return code === '53300' || code === '57P03';
}

/** Classes of its codes: no resources, stopped by somebody, the system under it; then a lock that is not to be had, and a standby. */
const ofTheServer = /^(53|57|58)|^(55P03|25006)$/;

/** Whether an answer of the server is about the server, and not about the statement. */
export function isOfTheServer(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  const { code } = describe(error);
  return ofTheServer.test(code) || (error instanceof Error && error.cause !== undefined && isOfTheServer(error.cause));
}

/** Where several addresses were tried, the error of the first says as much as any. */
function describe(error: unknown): { code: string; message: string } {
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(one instanceof Error)) return { code: '', message: String(one) };
  return { code: 'code' in one ? String(one.code) : '', message: one.message };
}
