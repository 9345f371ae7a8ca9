export type Instrument = 'strings' | 'piano' | 'harp' | 'bell' | 'bass' | 'kick' | 'tom' | 'shaker';

/** One note of the piece. `start` and `seconds` are its time, `midi` its pitch, `loud` and `bright` go from 0 to 1, `pan` from -1 to 1. */
export type Note = {
  readonly instrument: Instrument;
  readonly start: number;
  readonly seconds: number;
  readonly midi: number;
  readonly loud: number;
  readonly pan: number;
  readonly bright: number;
  /** Repeated bowing, for suspense. */
  readonly tremolo?: boolean;
};
