import { z } from 'zod';
import { SettingError } from './setting-error.ts';

const databaseText = 'takes an address such as postgres://user:password@host:5432/filmloom';
const redisText = 'takes an address such as redis://host:6379 or rediss://user:password@host:6379/0';
const webText = 'takes an address such as https://storage.example.com';
const keyText = 'takes printable characters without spaces';

const key = z.string().regex(/^[\x21-\x7e]{1,500}$/, keyText);
const place = z.string().regex(/^[a-z0-9][a-z0-9:.-]{0,100}$/, 'takes a name of small letters, digits and hyphens');
const model = z.string().regex(/^[\w./:@-]{1,200}$/, 'takes the name of a model as its server lists it');
const webAddress = z.string().refine((text) => isAddress(text, /^https?:$/), webText);

/** Keys of providers, tested when they are used; where their cloud keeps a project; and addresses of compatible services. */
const providerKeys = [
  'OPENAI_API_KEY',
  'RUNWAYML_API_SECRET',
  'GEMINI_API_KEY',
  'WAVESPEED_API_KEY',
  'STABILITY_API_KEY',
  'HF_TOKEN',
  'ELEVENLABS_API_KEY',
  'HEYGEN_API_KEY',
  'OPENAI_COMPATIBLE_API_KEY',
] as const;
const providerPlaces = ['GOOGLE_CLOUD_PROJECT', 'GOOGLE_CLOUD_LOCATION'] as const;
const providerAddresses = [
  'OPENAI_BASE_URL',
  'RUNWAYML_BASE_URL',
  'GEMINI_BASE_URL',
  'WAVESPEED_BASE_URL',
  'STABILITY_BASE_URL',
  'HF_BASE_URL',
  'ELEVENLABS_BASE_URL',
  'HEYGEN_BASE_URL',
  'OPENAI_COMPATIBLE_BASE_URL',
] as const;
/** What a server of one’s own calls the models that it has. */
const providerModels = [
  'OPENAI_COMPATIBLE_TEXT_MODEL',
  'OPENAI_COMPATIBLE_IMAGE_MODEL',
  'OPENAI_COMPATIBLE_SPEECH_MODEL',
  'OPENAI_COMPATIBLE_TRANSCRIPTION_MODEL',
] as const;
const providerNames = [...providerKeys, ...providerPlaces, ...providerModels, ...providerAddresses] as const;

/** Settings of services that Filmloom can use, none of which it needs. */
export const serviceSettings = {
  DATABASE_URL: z
    .string()
    .refine((text) => isAddress(text, /^postgres(ql)?:$/) && new URL(text).pathname.length > 1, databaseText)
    .optional(),
  REDIS_URL: z
    .string()
    .refine((text) => isAddress(text, /^rediss?:$/), redisText)
    .optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'takes the name of a bucket: 3 to 63 small letters, digits, dots and hyphens')
    .optional(),
  S3_ENDPOINT: webAddress.optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'takes the name of a region such as eu-central-1')
    .optional(),
  S3_ACCESS_KEY_ID: key.optional(),
  S3_SECRET_ACCESS_KEY: key.optional(),
  ...each(providerKeys, key),
  ...each(providerPlaces, place),
  ...each(providerModels, model),
  ...each(providerAddresses, webAddress),
};

function each<const Name extends string, T extends z.ZodType>(names: readonly Name[], schema: T): { [N in Name]: z.ZodOptional<T> } {
  return Object.fromEntries(names.map((name) => [name, schema.optional()])) as { [N in Name]: z.ZodOptional<T> };
}

/** Settings whose values never appear in an error: keys, and addresses that may hold a password. */
export const secretServiceSettings: readonly string[] = [
  'DATABASE_URL',
  'REDIS_URL',
  'S3_ENDPOINT',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  ...providerKeys,
  ...providerAddresses,
];

/** A bucket of an S3 service. Without `endpoint` it is Amazon's own. */
export type S3Settings = {
  readonly bucket: string;
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket is named in the path of an address instead of its host, as most services but Amazon's want it. */
  readonly forcePathStyle: boolean;
};
export type ServiceSettings = {
  /** PostgreSQL and Redis of a fleet: both or neither. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly s3: S3Settings | undefined;
  /** Keys and addresses of providers, by the name of their setting. */
  readonly providers: Readonly<Record<string, string>>;
};

type Values = { readonly [Name in keyof typeof serviceSettings]?: string | undefined } & {
  readonly S3_FORCE_PATH_STYLE?: boolean | undefined;
};

/** The services from checked values. Throws `SettingError` where one is set up by half. */
export function readServiceSettings(values: Values): ServiceSettings {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = values;
  if (databaseUrl && !redisUrl) throw lacks('REDIS_URL', 'DATABASE_URL', 'A fleet needs PostgreSQL and Redis, one machine neither.');
  if (redisUrl && !databaseUrl) throw lacks('DATABASE_URL', 'REDIS_URL', 'A fleet needs PostgreSQL and Redis, one machine neither.');
  const providers = Object.fromEntries(providerNames.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  return { databaseUrl, redisUrl, s3: readS3(values), providers };
}

const s3Names = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_ENDPOINT', 'S3_REGION', 'S3_FORCE_PATH_STYLE'] as const;

function readS3(values: Values): S3Settings | undefined {
  const given = s3Names.find((name) => values[name] !== undefined);
  if (!given) return undefined;
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_ENDPOINT: endpoint } = values;
  if (!bucket) throw lacks('S3_BUCKET', given, 'Storage on S3 needs a bucket and its keys.');
  if (!accessKeyId) throw lacks('S3_ACCESS_KEY_ID', given, 'Storage on S3 needs a bucket and its keys.');
  if (!secretAccessKey) throw lacks('S3_SECRET_ACCESS_KEY', given, 'Storage on S3 needs a bucket and its keys.');
  if (!endpoint && !values.S3_REGION)
    throw lacks('S3_REGION', given, 'Without S3_ENDPOINT the bucket is Amazon’s, which asks for its region.');
  const region = values.S3_REGION ?? 'us-east-1';
  return { bucket, endpoint, region, accessKeyId, secretAccessKey, forcePathStyle: values.S3_FORCE_PATH_STYLE ?? endpoint !== undefined };
}

function lacks(missing: string, given: string, why: string): SettingError {
  return new SettingError(missing, `is missing while ${given} is set. ${why} Set it, or take ${given} away.`);
}

function isAddress(text: string, scheme: RegExp): boolean {
  const url = URL.parse(text);
  return url !== null && scheme.test(url.protocol) && url.hostname !== '';
}
