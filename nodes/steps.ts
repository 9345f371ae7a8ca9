import { z } from 'zod';
import type { Facts, Promised, World } from './facts.ts';
import { many, maybe, one, type Port, type Ports, type ValueKind } from './ports.ts';
import type { Pace } from './price.ts';
import { mostSpoken } from './speaking.ts';

type FactsOf<P extends Ports> = {
  readonly [N in keyof P]: P[N] extends Port<ValueKind, 'many'>
    ? readonly Promised[]
    : P[N] extends Port<ValueKind, 'maybe'>
      ? Facts | undefined
      : Facts;
};

/** One kind of step: what it is told, what it reads and gives, what can be said of that beforehand, and who does it. */
export type StepKindDef<P extends z.ZodObject = z.ZodObject, R extends Ports = Ports, G extends Ports = Ports> = {
  /** Behaviour version: raise it when the same params and reads give another result. Part of the fingerprint. */
  readonly version: number;
  /** `cpu`: a local recipe · `model`: a catalogue row carries it out · `person`: somebody decides. */
  readonly lane: 'cpu' | 'model' | 'person';
  readonly title: string;
  readonly params: P;
  readonly reads: R;
  readonly gives: G;
  /** How long local work takes, per second of media given. Rows carry their own. */
  readonly pace: Pace;
  /** The only place that predicts: facts and list lengths of what the step gives, in one possible world. */
  facts(about: { readonly params: z.output<P>; readonly reads: FactsOf<R>; readonly world: World }): FactsOf<G>;
};

const kind = <P extends z.ZodObject, R extends Ports, G extends Ports>(definition: StepKindDef<P, R, G>) => definition;
const repeat = (count: number, facts: Facts = {}): Facts[] => Array.from({ length: count }, () => facts);
const total = (list: readonly Facts[]): number => list.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
/** The last frame is held until a longer sound has ended; what it is longer by a blink is left out. */
const withSound = (picture: number, sound = 0): number => (sound - picture > 0.05 ? sound : picture);
/** What a voice has before its first word and after its last. */
const aroundVoice = 0.5;
/** What cutting a brief into shots may add to the words of each, and what is kept around them there. */
const roundPlanned = 0.6;
const charactersPlanned = 2;
/** Ceilings of a text; of one of which only the length is known they are wide. */
const toSpeak = ({ characters = 600, spoken = characters * 0.8 + 3, spelt = characters * 2 + 3 }: Facts = {}) => ({ spoken, spelt });
const noParams = z.strictObject({});
const seed = z.int().min(0).max(2_147_483_647);
const pixels = z.int().min(16).max(8192);
const frame = { width: pixels, height: pixels, fps: z.number().min(1).max(120) };
const instant: Pace = { base: 0.05, perSecond: 0 };

export const platforms = ['instagram-reels', 'tiktok', 'youtube-shorts', 'linkedin', 'facebook', 'x'] as const;
export const musicMoods = ['auto', 'calm', 'warm', 'tense', 'epic', 'sad', 'playful', 'mysterious'] as const;

const review = <K extends ValueKind>(kindOfItem: K) =>
  kind({
    version: 1,
    lane: 'person',
    title: 'Review',
    params: z.strictObject({ question: z.string() }),
    reads: { item: one(kindOfItem) },
    gives: { item: one(kindOfItem) },
    pace: instant,
    facts: ({ reads }) => ({ item: reads.item }) as never,
  });

export const kinds = {
  'plan-shots': kind({
    version: 1,
    lane: 'model',
    title: 'Plan shots',
    params: z.strictObject({
      shots: z.union([z.int().min(1).max(60), z.literal('auto')]),
      /** Seconds of each shot. */
      seconds: z.union([z.number().min(1).max(60), z.literal('auto')]),
      /** Seconds of the whole film; wins over `seconds`. */
      totalSeconds: z.number().min(1).max(3600).optional(),
      style: z.string().default(''),
      seed,
    }),
    reads: { brief: one('text') },
    gives: { shots: many('shot'), keyframes: many('text') },
    pace: { base: 0.2, perSecond: 0 },
    /** The shots share out the words of the brief: all their narration together is no longer than the brief. */
    facts({ params, reads, world }) {
      const count = params.shots === 'auto' ? world.count(3, 12) : params.shots;
      const seconds = params.totalSeconds ? params.totalSeconds / count : params.seconds === 'auto' ? world.amount(2, 8) : params.seconds;
      const spoken = toSpeak(reads.brief).spoken + roundPlanned * count;
      const spelt = toSpeak(reads.brief).spelt + roundPlanned * count;
      const characters = (reads.brief.characters ?? 600) + charactersPlanned * count;
      return { shots: repeat(count, { seconds, spoken, spelt, characters, share: 1 / count }), keyframes: repeat(count + 1) };
    },
  }),
  'enhance-text': kind({
    version: 1,
    lane: 'model',
    title: 'Enhance prompt',
    params: z.strictObject({ style: z.string().default(''), seed }),
    reads: { text: one('text') },
    gives: { text: one('text') },
    pace: instant,
    facts: ({ reads, world }) => ({
      text: {
        characters: world.amount(reads.text.characters ?? 1, (reads.text.characters ?? 1000) * 4 + 600),
        spoken: toSpeak(reads.text).spoken * 4 + 300,
        spelt: toSpeak(reads.text).spelt * 4 + 1200,
      },
    }),
  }),
  'make-image': kind({
    version: 1,
    lane: 'model',
    title: 'Make image',
    params: z.strictObject({
      width: pixels,
      height: pixels,
      seed,
      /** How far the picture may leave its reference, 0 (not at all) to 1. */
      strength: z.number().min(0).max(1).default(0.6),
    }),
    reads: { prompt: one('text'), reference: maybe('image'), mask: maybe('image') },
    gives: { image: one('image') },
    pace: { base: 0.4, perSecond: 0 },
    facts: ({ params: { width, height } }) => ({ image: { width, height } }),
  }),
  'make-video': kind({
    version: 1,
    lane: 'model',
    title: 'Make video',
    params: z.strictObject({
      ...frame,
      seed,
      /** Length; where it is missing the shot's own length counts, else 5. */
      seconds: z.number().min(0.5).max(60).optional(),
      motion: z.enum(['subtle', 'medium', 'dynamic']).default('medium'),
    }),
    reads: { shot: maybe('shot'), prompt: maybe('text'), first: maybe('image'), last: maybe('image'), audio: maybe('audio') },
    gives: { video: one('video') },
    pace: { base: 0.4, perSecond: 0.7 },
    facts: ({ params: { width, height, fps, seconds }, reads }) => ({
      video: { width, height, fps, seconds: seconds ?? reads.shot?.seconds ?? 5, audio: reads.audio !== undefined },
    }),
  }),
  'last-frame': kind({
    version: 1,
    lane: 'cpu',
    title: 'Last frame',
    params: noParams,
    reads: { video: one('video') },
    gives: { image: one('image') },
    pace: { base: 0.3, perSecond: 0 },
    facts: ({ reads: { video } }) => ({ image: { width: video.width, height: video.height } }),
  }),
  speak: kind({
    version: 1,
    lane: 'model',
    title: 'Speak',
    params: z.strictObject({
      voice: z.string().default('auto'),
      /** BCP 47; `auto` follows the text. */
      language: z.string().default('auto'),
      /** 1 is the voice's own pace. */
      speed: z.number().min(0.5).max(2).default(1),
    }),
    /**
     * A shot is spoken by its narration and fills the shot's length, or is longer where the words do not fit: none is cut.
     * A text takes as long as it takes.
     */
    reads: { text: maybe('text'), shot: maybe('shot') },
    gives: { audio: one('audio'), captions: one('captions') },
    pace: { base: 0.2, perSecond: 0.05 },
    facts({ params, reads: { text, shot }, world }) {
      const spoken = mostSpoken(shot ?? toSpeak(text), params);
      const most = spoken > 0 ? spoken + aroundVoice : 0;
      const seconds = world.amount(shot?.seconds ?? 0.1, Math.max(shot?.seconds ?? 1, most));
      return { audio: { seconds, spoken, share: shot?.share }, captions: { seconds } };
    },
  }),
  'lay-voice': kind({
    version: 1,
    lane: 'cpu',
    title: 'Lay voice',
    params: noParams,
    /** The voice of each shot is laid where its shot begins; all are longer than the shots only where the words together are. */
    reads: { shots: many('shot'), voices: many('audio'), captions: many('captions') },
    gives: { audio: one('audio'), captions: one('captions') },
    pace: { base: 0.3, perSecond: 0.02 },
    facts({ reads: { shots, voices }, world }) {
      const words = voices.reduce((sum, { seconds = 0, spoken = seconds, share = 1 }) => sum + spoken * share, 0);
      const seconds = world.amount(total(shots), Math.max(total(shots), words));
      return { audio: { seconds }, captions: { seconds } };
    },
  }),
  'compose-music': kind({
    version: 1,
    lane: 'model',
    title: 'Compose music',
    params: z.strictObject({ mood: z.enum(musicMoods).default('auto'), seconds: z.number().min(1).max(3600).optional(), seed }),
    /** Its length is `seconds`, else that of the shots together, else that of the video, else 30. */
    reads: { prompt: maybe('text'), shots: many('shot'), video: maybe('video') },
    gives: { audio: one('audio') },
    pace: { base: 0.3, perSecond: 0.05 },
    facts: ({ params, reads }) => ({ audio: { seconds: params.seconds ?? (total(reads.shots) || (reads.video?.seconds ?? 30)) } }),
  }),
  'mix-audio': kind({
    version: 1,
    lane: 'cpu',
    title: 'Mix',
    params: z.strictObject({
      voiceDb: z.number().min(-40).max(20),
      musicDb: z.number().min(-40).max(20),
      effectsDb: z.number().min(-40).max(20),
      /** How far music and effects go down under the voice, in dB. */
      duckDb: z.number().min(0).max(40),
      /** Integrated loudness of the mix, LUFS. */
      loudness: z.number().min(-30).max(-8),
    }),
    /** Voices play one after another; music and effects all begin with them. */
    reads: { voice: many('audio'), music: maybe('audio'), effects: many('audio') },
    gives: { audio: one('audio') },
    pace: { base: 0.5, perSecond: 0.05 },
    facts: ({ reads }) => ({
      audio: { seconds: Math.max(total(reads.voice), reads.music?.seconds ?? 0, ...reads.effects.map(({ seconds = 0 }) => seconds)) },
    }),
  }),
  transcribe: kind({
    version: 1,
    lane: 'model',
    title: 'Make captions',
    params: z.strictObject({ language: z.string().default('auto') }),
    /** A script is timed to the speech; without one a model writes down what is said. */
    reads: { video: maybe('video'), audio: maybe('audio'), script: maybe('text') },
    gives: { captions: one('captions') },
    pace: { base: 0.5, perSecond: 0.05 },
    facts: ({ reads }) => ({ captions: { seconds: reads.audio?.seconds ?? reads.video?.seconds } }),
  }),
  translate: kind({
    version: 1,
    lane: 'model',
    title: 'Translate',
    params: z.strictObject({ language: z.string(), voice: z.string().default('auto') }),
    reads: { video: one('video'), captions: maybe('captions') },
    gives: { video: one('video'), captions: one('captions') },
    pace: { base: 1, perSecond: 0.3 },
    facts: ({ reads: { video } }) => ({ video: { ...video, audio: true }, captions: { seconds: video.seconds } }),
  }),
  upscale: kind({
    version: 1,
    lane: 'model',
    title: 'Upscale',
    /** Height of the result in pixels; the width follows, rounded to even. */
    params: z.strictObject({ height: pixels, seed }),
    reads: { video: one('video') },
    gives: { video: one('video') },
    pace: { base: 0.5, perSecond: 1.5 },
    facts({ params: { height }, reads: { video } }) {
      const width = video.width && video.height ? Math.round((video.width * height) / video.height / 2) * 2 : undefined;
      return { video: { ...video, width, height } };
    },
  }),
  concat: kind({
    version: 1,
    lane: 'cpu',
    title: 'Concat',
    params: z.strictObject({
      join: z.enum(['cut', 'crossfade', 'blend']),
      /** Length of each transition. It borrows frames from both clips and never shortens the film. */
      seconds: z.number().min(0.05).max(3),
    }),
    reads: { clips: many('video'), audio: maybe('audio') },
    gives: { video: one('video') },
    pace: { base: 0.4, perSecond: 0.05 },
    facts: ({ reads: { clips, audio } }) => ({
      video: {
        width: clips[0]?.width,
        height: clips[0]?.height,
        fps: clips[0]?.fps,
        seconds: withSound(total(clips), audio?.seconds),
        audio: audio !== undefined || clips.some((clip) => clip.audio),
      },
    }),
  }),
  renditions: kind({
    version: 1,
    lane: 'cpu',
    title: 'Social renditions',
    params: z.strictObject({
      platforms: z.array(z.enum(platforms)).min(1),
      crop: z.enum(['smart', 'centre', 'fit']),
      captions: z.enum(['burn', 'none']),
    }),
    reads: { video: one('video'), captions: maybe('captions') },
    gives: { videos: many('video'), thumbnails: many('image') },
    pace: { base: 1, perSecond: 1.2 },
    facts({ params, reads }) {
      const list = params.platforms.map((key) => ({ key, ...platformFacts(key, reads.video) }));
      return { videos: list, thumbnails: list.map(({ key, width, height }) => ({ key, width, height })) };
    },
  }),
  thumbnail: kind({
    version: 1,
    lane: 'cpu',
    title: 'Thumbnail',
    /** The moment in seconds, or the most telling frame. */
    params: z.strictObject({ at: z.union([z.number().min(0), z.literal('auto')]) }),
    reads: { video: one('video') },
    gives: { image: one('image') },
    pace: { base: 0.5, perSecond: 0.05 },
    facts: ({ reads: { video } }) => ({ image: { width: video.width, height: video.height } }),
  }),
  compare: kind({
    version: 1,
    lane: 'cpu',
    title: 'Compare',
    params: z.strictObject({ layout: z.enum(['side-by-side', 'stacked', 'wipe']) }),
    /** The result has the size of `left`, or twice its width or height; it lasts as long as the longer one. */
    reads: { left: one('video'), right: one('video') },
    gives: { video: one('video') },
    pace: { base: 0.5, perSecond: 0.5 },
    facts({ params: { layout }, reads: { left, right } }) {
      const times = (n: number | undefined, by: number) => (n === undefined ? undefined : n * by);
      return {
        video: {
          width: times(left.width, layout === 'side-by-side' ? 2 : 1),
          height: times(left.height, layout === 'stacked' ? 2 : 1),
          fps: left.fps,
          seconds: Math.max(left.seconds ?? 0, right.seconds ?? 0),
          audio: left.audio,
        },
      };
    },
  }),
  'review-text': review('text'),
  'review-shot': review('shot'),
  'review-image': review('image'),
  'review-video': review('video'),
  'review-audio': review('audio'),
} as const;

export type Kinds = typeof kinds;
export type StepKind = keyof Kinds;

/** Presets of the platforms, as published in November 2026: frame, most seconds, most bytes. */
export const platformPresets: Readonly<
  Record<(typeof platforms)[number], { width: number; height: number; maxSeconds: number; maxBytes: number; title: string }>
> = {
  'instagram-reels': { title: 'Instagram Reels', width: 1080, height: 1920, maxSeconds: 90, maxBytes: 1_000_000_000 },
  tiktok: { title: 'TikTok', width: 1080, height: 1920, maxSeconds: 60, maxBytes: 287_000_000 },
  'youtube-shorts': { title: 'YouTube Shorts', width: 1080, height: 1920, maxSeconds: 60, maxBytes: 2_000_000_000 },
  linkedin: { title: 'LinkedIn', width: 1920, height: 1080, maxSeconds: 600, maxBytes: 5_000_000_000 },
  facebook: { title: 'Facebook', width: 1080, height: 1080, maxSeconds: 14_400, maxBytes: 4_000_000_000 },
  x: { title: 'X', width: 1280, height: 720, maxSeconds: 140, maxBytes: 512_000_000 },
};

/** What a rendition of this video for this platform will be. */
export function platformFacts(platform: (typeof platforms)[number], video: Facts): Facts {
  const { width, height, maxSeconds } = platformPresets[platform];
  return { width, height, fps: 30, seconds: video.seconds === undefined ? undefined : Math.min(video.seconds, maxSeconds), audio: true };
}

/**
 * The smallest thing that runs, as plain data. `reads` holds references: `step:out`, `step:out#key`, or `=hash` for a
 * literal. `take` counts other tries of the same request. `model` is the model named by the node (`auto` or a row id).
 */
export type Step = {
  readonly id: string;
  readonly node: string;
  readonly element: string;
  readonly kind: StepKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly reads: Readonly<Record<string, string | readonly string[]>>;
  readonly take: number;
  readonly model?: string;
};

/** A kind by name, typed loosely, for code that treats all kinds alike. */
export function kindOf(name: StepKind): StepKindDef {
  return kinds[name] as unknown as StepKindDef;
}
