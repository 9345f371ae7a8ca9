import { percentiles } from '../../bench/figures.ts';
import { heft } from './heft.ts';
import { type Film, leastSeconds, reachableSeconds, sampleFilm, seeded } from './sample-films.ts';
import { type Order, type Slot, simulate, type Turn } from './simulation.ts';

export type Spread = { readonly p50: number; readonly p95: number };

const same = (count: number): Slot[] => Array.from({ length: count }, () => ({ speed: 1 }));
const alone = (film: Film): Order[] => [{ userId: 'user-1', film, atSeconds: 0 }];
const makespan = (turns: readonly Turn[]): number => turns.reduce((last, { endedSeconds }) => Math.max(last, endedSeconds), 0);

export type Alone = { readonly bound: Spread; readonly reachable: Spread; readonly heft: Spread };

/**
 * Films alone on equal slots: makespan over max(longest chain, work ÷ slots), over a bound that counts whole steps, and over
 * HEFT's. `wrong` 0.5: durations were expected ±50 %.
 */
export async function aloneOnEqualSlots(films: number, slots: number, wrong: number, seed: number): Promise<Alone> {
  const random = seeded(seed);
  const ratios: { bound: number; reachable: number; heft: number }[] = [];
  for (let count = 0; count < films; count += 1) {
    const film = sampleFilm(random, { wrong });
    const took = makespan(await simulate(alone(film), same(slots)));
    const peer = heft(
      [film],
      Array.from({ length: slots }, () => 1),
    );
    ratios.push({ bound: took / leastSeconds(film, slots), reachable: took / reachableSeconds(film, slots), heft: took / peer });
  }
  const of = (name: keyof Alone): Spread => percentiles(ratios.map((one) => one[name]));
  return { bound: of('bound'), reachable: of('reachable'), heft: of('heft') };
}

/** Slots of GPUs of several ages. */
export function mixedSlots(count: number, random: () => number): Slot[] {
  const speeds = [0.5, 1, 1, 2, 4];
  return Array.from({ length: count }, () => ({ speed: speeds[Math.floor(random() * speeds.length)] ?? 1 }));
}

/** Films alone on slots of different speed: makespan over that of HEFT on the same input. */
export async function besideHeft(films: number, slots: number, seed: number): Promise<Spread> {
  const random = seeded(seed);
  const ratios: number[] = [];
  for (let count = 0; count < films; count += 1) {
    const film = sampleFilm(random);
    const mixed = mixedSlots(slots, random);
    const peer = heft(
      [film],
      mixed.map(({ speed }) => speed),
    );
    ratios.push(makespan(await simulate(alone(film), mixed)) / peer);
  }
  return percentiles(ratios);
}

/** One film of each of many users at once, on one fleet: makespan over that of HEFT, which knows no users. */
export async function crowdBesideHeft(users: number, slots: number, seed: number): Promise<{ steps: number; ratio: number }> {
  const random = seeded(seed);
  const orders = Array.from({ length: users }, (_, at) => ({ userId: `user-${at}`, film: sampleFilm(random), atSeconds: 0 }));
  const mixed = mixedSlots(slots, random);
  const turns = await simulate(orders, mixed);
  const peer = heft(
    orders.map(({ film }) => film),
    mixed.map(({ speed }) => speed),
  );
  return { steps: turns.length, ratio: makespan(turns) / peer };
}

/** Jain, Chiu, Hawe, 1984: 1 where all have the same, 1 / n where one has everything. */
export function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum ** 2 / (shares.length * shares.reduce((total, share) => total + share ** 2, 0));
}

/**
 * How even the service is that users get while all of them have work waiting. Each asks for as many films as keep it busy
 * all the time, and one asks for `load` times as many.
 */
export async function evenness(users: number, slots: number, load: number, seed: number): Promise<number> {
  const random = seeded(seed);
  const films = (userId: string, count: number): Order[] =>
    Array.from({ length: count }, () => ({ userId, film: sampleFilm(random), atSeconds: 0 }));
  const each = 3;
  const orders = [...films('heavy', each * load), ...Array.from({ length: users - 1 }, (_, at) => films(`light-${at}`, each)).flat()];
  // Half of what the least demanding user would have to get for all its work: it has steps waiting until then.
  const work = new Map<string, number>();
  for (const { userId, film } of orders) work.set(userId, (work.get(userId) ?? 0) + film.reduce((sum, { seconds }) => sum + seconds, 0));
  const mixed = mixedSlots(slots, random);
  const speed = mixed.reduce((sum, one) => sum + one.speed, 0);
  const untilSeconds = (0.5 * Math.min(...work.values()) * users) / speed;
  const served = new Map([...work.keys()].map((userId) => [userId, 0]));
  for (const { userId, workSeconds } of await simulate(orders, mixed, untilSeconds))
    served.set(userId, (served.get(userId) ?? 0) + workSeconds);
  return jain([...served.values()]);
}

export type LightWait = { readonly alone: number; readonly beside: number; readonly meanStep: number };

/**
 * The 95th percentile of the seconds that steps of light users wait: with the light users alone, and with one more user that
 * asks for `load` long films, all at the start. Light is who wants one clip at a time; in a burst it wants up to six at once,
 * and so more than its share.
 */
export async function lightWait(users: number, slots: number, load: number, seed: number, isBurst = false): Promise<LightWait> {
  const random = seeded(seed);
  const hour = 3_600;
  const light = Array.from({ length: users }, (_, at) => ({
    userId: `light-${at}`,
    film: sampleFilm(random, isBurst ? { mostShots: 6 } : { of: ['social-short'] }),
    atSeconds: random() * hour,
  }));
  const heavy = Array.from({ length: load }, () => ({ userId: 'heavy', film: sampleFilm(random, { mostShots: 24 }), atSeconds: 0 }));
  const mixed = mixedSlots(slots, random);
  const waitOf = (turns: readonly Turn[]): number =>
    percentiles(turns.filter(({ userId }) => userId !== 'heavy').map(({ readySeconds, beganSeconds }) => beganSeconds - readySeconds)).p95;
  const [quiet, busy] = [await simulate(light, mixed), await simulate([...heavy, ...light], mixed)];
  const took = busy.map(({ beganSeconds, endedSeconds }) => endedSeconds - beganSeconds);
  return { alone: waitOf(quiet), beside: waitOf(busy), meanStep: took.reduce((sum, one) => sum + one, 0) / took.length };
}
