import { type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';

/** What PostgreSQL tells of an error beside its words: the row that failed, the value that could not be read. They hold what people said. */
const ofTheRow = ['detail', 'where', 'internalQuery'] as const;

/** The log of the service: JSON lines with times that people can read, and nothing of the rows that an error was about. */
export function newLog(level: string, stream?: { write(line: string): void }): Logger {
  const options = { level, timestamp: stdTimeFunctions.isoTime, serializers: { err: withoutRow } };
  return stream ? pino(options, stream) : pino(options);
}

function withoutRow(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const told = Object.entries(stdSerializers.err(error));
  return Object.fromEntries(told.filter(([name]) => !ofTheRow.some((one) => one === name)));
}
