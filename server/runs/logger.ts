/** The part of a pino logger that the engine uses. */
export type Logger = {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
};
