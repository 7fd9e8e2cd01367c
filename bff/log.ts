import { type Logger, pino, stdTimeFunctions } from 'pino'

/** Writes lines of JSON to the standard output, with levels and times as people and log stores read them. */
export const logAt = (level: string): Logger =>
  pino({
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Nothing secret is logged on purpose; this holds when something slips in with an error or a part of the configuration.
    redact: [
      '*.password',
      '*.passwordFile',
      '*.metricsToken',
      '*.ingestToken',
      '*.token',
      '*.authorization',
      '*.cookie',
    ],
  })
