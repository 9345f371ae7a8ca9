import type { Facts } from '#nodes/facts.ts';
import type { Item, Warning } from '#nodes/items.ts';
import type { Micros, Row } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';
import type { StepError } from '../errors.ts';

/** JSON that is stored and read back unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** How an adapter reaches its service. `fetch` is plain; adapters use nothing else to go out. */
export type Access = {
  readonly key: string;
  readonly baseUrl: string;
  readonly signal: AbortSignal;
  /** Other settings of the provider, such as a cloud project, by name. */
  readonly places?: Readonly<Record<string, string>>;
};

/** A step as an adapter sees it: media is read from local files by `path`. */
export type ModelJob = {
  readonly row: Row;
  readonly kind: StepKind;
  readonly params: Readonly<Record<string, unknown>>;
  /** Other tries of the same request count up from 0. */
  readonly take: number;
  readonly reads: Readonly<Record<string, Item | readonly Item[]>>;
  /** Predicted facts of the first output. */
  readonly gives: Facts | undefined;
  /** A local path of a file that the step reads. */
  path(hash: string): Promise<string>;
};

/** The whole paid request, ready to send, with what of the step it cannot express as warnings. */
export type Submission = { readonly request: JsonObject; readonly warnings: readonly Warning[] };

/**
 * Names a paid job at the provider; saved before the first poll. Of a service that answers at once it is the answer itself, up to
 * some megabytes, which `status` then only reads.
 */
export type Handle = JsonObject;

/**
 * One output of a finished job: a file to download, a file that came with the answer (a service that answers at once keeps
 * nothing to ask for later), or a value. `keyHeader` names the header in which the key must come along, which it does to the
 * provider’s own origin alone.
 */
export type GivenOutput = { readonly url: string; readonly keyHeader?: string } | { readonly base64: string } | { readonly value: Json };

export type CallStatus =
  | { readonly state: 'working'; readonly fraction?: number; readonly note?: string }
  | {
      readonly state: 'done';
      /** By output of the step. */
      readonly gives: Readonly<Record<string, GivenOutput | readonly GivenOutput[]>>;
      /** What was charged, where the provider says so. */
      readonly micros?: Micros;
      readonly warnings?: readonly Warning[];
    }
  /** `micros`: what is charged all the same; 0 where a failure costs nothing. */
  | { readonly state: 'failed'; readonly code: StepError['code']; readonly message: string; readonly micros: Micros };

/**
 * The submit may have reached the provider, and no answer says whether it did: a lost connection, a time-out, a 502 after
 * the body was sent. Everything else that `start` throws must be proven to have happened before acceptance.
 */
export class UnclearError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'UnclearError';
  }
}

/** What a service says of an account whose key it accepts: what is left in dollars, as a decimal text, and what else matters. */
export type KeyCheck = { readonly balanceUsd?: string; readonly note?: string };

/** A remote service that carries out steps for money. A plain object without state. */
export type Provider = {
  readonly id: string;
  readonly title: string;
  /** The settings of its key and of its address, and the address where none is set. */
  readonly keySetting: string;
  readonly baseUrlSetting: string;
  readonly baseUrl: string;
  /** It may be reached without a key, once its address is set. */
  readonly keyless?: boolean;
  /** Other settings that it needs to know, by name, and whether they suffice for a row; a key does where nothing is said. */
  readonly placeSettings?: readonly string[];
  serves?(row: Row, places: Readonly<Record<string, string>>): boolean;
  /** The page on which people make a key. */
  readonly keyPage?: string;
  /** `key`: a repeated submit with the same ref gives the same job · `reference`: a job is found by our ref · `list`: recent jobs can be listed · `none`. */
  readonly idempotency: 'key' | 'reference' | 'list' | 'none';
  readonly limits: { readonly concurrent: number; readonly perMinute?: number };
  readonly pollEveryMs: number;
  /** Longest time until the one paid request is answered; a minute where nothing is said. */
  readonly answerWithinMs?: number;
  /** Longest time a job may take before it counts as lost on their side. */
  readonly patienceMs: number;
  /** Free, and safe to repeat: uploads what is read and builds the request. */
  prepare(job: ModelJob, access: Access): Promise<Submission>;
  /** What the provider asks for this request now, where it can be asked. Free. */
  quote?(submission: Submission, access: Access): Promise<Micros>;
  /** The one paid call. `ref` is unique to it. Throws `UnclearError`, or `StepError` where nothing was accepted. */
  start(submission: Submission, ref: string, access: Access): Promise<Handle>;
  status(handle: Handle, access: Access): Promise<CallStatus>;
  cancel?(handle: Handle, access: Access): Promise<'cancelled' | 'too-late'>;
  /** Proves the key without spending anything; throws StepError `PROVIDER_KEY` where it is not accepted. */
  check?(access: Access): Promise<KeyCheck>;
  /**
   * Looks for the job of a submit whose answer never came. `isOurs` tells which handles other calls of ours hold already.
   * `not-there` only where the provider would surely show it by now.
   */
  find?(
    call: { readonly submission: Submission; readonly ref: string; readonly sentAt: string; isOurs(handle: Handle): Promise<boolean> },
    access: Access,
  ): Promise<Handle | 'not-there' | 'unsure'>;
};
