export interface Logger {
  info(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
  /** The same logger, each line marked with `room`. */
  child(room: string): Logger;
}

type Level = 'info' | 'warn' | 'error';

/** One JSON line per message on `out`. Never pass secrets or cloud-init data as facts. */
export function createLogger(out: { write(line: string): unknown }, room = 'companion'): Logger {
  const line = (level: Level) => (message: string, facts?: Record<string, unknown>) => {
    out.write(`${JSON.stringify({ time: new Date().toISOString(), level, room, message, ...facts })}\n`);
  };
  return { info: line('info'), warn: line('warn'), error: line('error'), child: (name) => createLogger(out, name) };
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined, child: () => silentLogger };
