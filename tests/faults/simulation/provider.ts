import { StepError } from '#executors/errors.ts';
import { type CallStatus, type Handle, type Json, type ModelJob, type Provider, UnclearError } from '#executors/providers/contract.ts';
import { canonical } from '#nodes/canonical.ts';
import { kindOf } from '#nodes/steps.ts';
import type { Chance } from './chance.ts';
import { type Process, Violation, type World } from './world.ts';

type Job = {
  readonly id: string;
  readonly ref: string;
  readonly provider: string;
  readonly request: string;
  readonly kind: string;
  readonly shots: number;
  readonly acceptedMs: number;
  readonly endsMs: number;
  status: CallStatus | undefined;
  readonly ending: CallStatus;
};

/** The paid services with their own books: what they have accepted, and what they charge for it. */
export class Services {
  readonly jobs: Job[] = [];
  /** How often they misbehave; 0 once the world heals. */
  trouble: number;
  private readonly world: World;
  private readonly chance: Chance;

  constructor(world: World, trouble: number) {
    this.world = world;
    this.chance = world.chance;
    this.trouble = trouble;
  }

  /** What was charged for a call, whether we know of it or not. */
  chargedFor(ref: string): number {
    return this.jobs
      .filter((job) => job.ref === ref)
      .reduce((sum, { status }) => sum + (status && 'micros' in status ? (status.micros ?? 0) : 0), 0);
  }

  reachFrom(owner: Process, id: Provider['idempotency']): Provider {
    const io = <T>(label: string, act: () => T, delayMs = 0): Promise<T> => this.world.io(owner, `${id} ${label}`, act, delayMs);
    const base: Provider = {
      id,
      title: id,
      keySetting: 'KEY',
      baseUrlSetting: 'URL',
      baseUrl: 'http://provider.test',
      idempotency: id,
      limits: { concurrent: 8 },
      pollEveryMs: 3_000,
      patienceMs: 600_000,
      prepare: (job) => io('prepare', () => ({ request: requestOf(job), warnings: [] })),
      start: (submission, ref) => io('start', () => this.start(id, submission.request as unknown as Asked, ref), this.chance.below(2_000)),
      status: (handle) => io('status', () => this.statusOf(handle)),
      cancel: (handle) => io('cancel', () => this.cancel(handle)),
    };
    if (id === 'reference') return { ...base, find: ({ ref }) => io('find', () => this.findByRef(ref)) };
    if (id === 'list')
      return { ...base, find: (call) => this.findInList(io, call.submission.request as unknown as Asked, call.sentAt, call.isOurs) };
    return base;
  }

  private start(provider: string, asked: Asked, ref: string): Handle {
    const { chance } = this;
    const before = this.jobs.find((job) => job.ref === ref);
    if (before && provider === 'key') return { job: before.id };
    const dice = chance.next();
    const at = this.trouble;
    if (dice < 0.06 * at) throw new StepError('PROVIDER_DOWN', 'It is down.');
    if (dice < 0.1 * at) throw new StepError('RATE_LIMITED', 'Too many.', { retryAfterMs: 1_000 + chance.below(20_000) });
    if (dice < 0.12 * at) throw new StepError('PROVIDER_REFUSED', 'No.');
    if (dice < 0.16 * at) throw new UnclearError('the connection was lost before it arrived', undefined);
    if (before) throw new Violation(`I1: ${provider} accepts ${ref} twice`);
    this.accept(provider, asked, ref);
    if (dice < 0.24 * at) throw new UnclearError('the connection was lost after it arrived', undefined);
    return { job: this.jobs.at(-1)?.id ?? '' };
  }

  private accept(provider: string, { request, kind, shots, micros }: Asked, ref: string): void {
    const id = `job-${this.jobs.length + 1}`;
    const endsMs = this.world.nowMs + this.chance.below(20_000);
    this.jobs.push({
      id,
      ref,
      provider,
      request,
      kind,
      shots,
      acceptedMs: this.world.nowMs,
      endsMs,
      status: undefined,
      ending: this.endingOf(id, kind, shots, micros),
    });
    this.world.note(`${provider} accepts ${ref} as ${id}`);
  }

  private endingOf(id: string, kind: string, shots: number, micros: number): CallStatus {
    const dice = this.chance.next();
    const at = this.trouble;
    if (dice < 0.05 * at) return { state: 'failed', code: 'PROVIDER_FAILED', message: 'It broke.', micros: 0 };
    if (dice < 0.08 * at) return { state: 'failed', code: 'PROVIDER_FAILED', message: 'It broke, and is charged.', micros };
    if (dice < 0.13 * at) return { state: 'failed', code: 'MODERATED', message: 'Not these words.', micros: 0 };
    return { state: 'done', gives: givesOf(id, kind, shots), micros: this.chance.happens(0.2) ? micros + 1 : micros };
  }

  private jobOf(handle: Handle): Job {
    const job = this.jobs.find(({ id }) => id === handle.job);
    if (!job) throw new Violation(`asked for a job that never was: ${JSON.stringify(handle)}`);
    return job;
  }

  private statusOf(handle: Handle): CallStatus {
    const job = this.jobOf(handle);
    if (this.chance.happens(0.05 * this.trouble)) throw new StepError('PROVIDER_DOWN', 'No answer to a poll.');
    this.finish(job);
    return job.status ?? { state: 'working' };
  }

  private finish(job: Job): void {
    if (this.world.nowMs >= job.endsMs) job.status ??= job.ending;
  }

  private cancel(handle: Handle): 'cancelled' | 'too-late' {
    const job = this.jobOf(handle);
    this.finish(job);
    if (job.status || this.chance.happens(0.5)) return 'too-late';
    job.status = { state: 'failed', code: 'CANCELLED', message: 'Cancelled.', micros: 0 };
    return 'cancelled';
  }

  private findByRef(ref: string): Handle | 'not-there' | 'unsure' {
    if (this.chance.happens(0.1 * this.trouble)) return 'unsure';
    const job = this.jobs.find((one) => one.ref === ref);
    return job ? { job: job.id } : 'not-there';
  }

  private async findInList(
    io: <T>(label: string, act: () => T) => Promise<T>,
    { request }: Asked,
    sentAt: string,
    isOurs: (handle: Handle) => Promise<boolean>,
  ): Promise<Handle | 'unsure'> {
    const listed = await io('list', () =>
      this.jobs
        .filter((job) => job.provider === 'list' && job.request === request && job.acceptedMs >= Date.parse(sentAt))
        .map(({ id }) => ({ job: id })),
    );
    const free: Handle[] = [];
    for (const handle of listed) if (!(await isOurs(handle))) free.push(handle);
    return free.length === 1 && free[0] ? free[0] : 'unsure';
  }

  /** What is still at work ends. */
  endAll(): void {
    for (const job of this.jobs) job.status ??= job.ending;
  }
}

type Asked = { readonly request: string; readonly kind: string; readonly shots: number; readonly micros: number };

function requestOf({ kind, params, take, reads, row }: ModelJob): never {
  const hashes = Object.entries(reads).map(([name, read]) => [name, [read].flat().map((item) => (item as { hash: string }).hash)]);
  const shots = params.shots === 'auto' ? 3 : Number(params.shots ?? 0);
  return { request: canonical([kind, params, take, hashes]), kind, shots, micros: row.price.micros } as never;
}

/** Small values in the place of files, different for every job. */
function givesOf(id: string, kind: string, shots: number): Record<string, { value: Json } | { value: Json }[]> {
  const one = (of: string, words: string): { value: Json } => ({ value: of === 'shot' ? { prompt: words, seconds: 3 } : words });
  const gives: Record<string, { value: Json } | { value: Json }[]> = {};
  for (const [name, port] of Object.entries(kindOf(kind as never).gives)) {
    const count = name === 'keyframes' ? shots + 1 : shots;
    gives[name] =
      port.count === 'many'
        ? Array.from({ length: count }, (_, index) => one(port.kind, `${name} ${index} of ${id}`))
        : one(port.kind, `${name} of ${id}`);
  }
  return gives;
}
