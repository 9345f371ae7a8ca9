import { resolve } from 'node:path';
import { z } from 'zod';
import { installationFolder } from './installation.ts';
import { readServiceSettings, type ServiceSettings, secretServiceSettings, serviceSettings } from './service-settings.ts';
import { SettingError } from './setting-error.ts';
import { readSettingsFile } from './settings-file.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const yes = ['1', 'true', 'yes', 'on'];
const no = ['', '0', 'false', 'no', 'off'];
const wholePort = 'takes a port number from 0 to 65535';
const flag = z
  .string()
  .toLowerCase()
  .refine((text) => yes.includes(text) || no.includes(text), 'takes true or false')
  .transform((text) => yes.includes(text));
const address = z
  .string()
  .refine((text) => /^[A-Za-z0-9.:-]+$/.test(text), 'takes a host name or an address such as 127.0.0.1, without port or scheme');
const webAddress = z
  .string()
  .refine(isOrigin, 'takes an address such as https://film.example.com, without a path')
  .transform((text) => new URL(text).origin);

function wholeNumber(text: string) {
  return z
    .string()
    .regex(/^\d{1,6}$/, text)
    .transform(Number)
    .optional();
}

/** Every setting: its name in the environment and in `filmloom.yaml`, and what it takes. All are optional. */
export const settingsSchema = z.object({
  FILMLOOM_PORT: z
    .string()
    .regex(/^\d{1,5}$/, wholePort)
    .transform(Number)
    .refine((port) => port <= 65_535, wholePort)
    .optional(),
  FILMLOOM_HOST: address.optional(),
  FILMLOOM_DATA: z.string().min(1).optional(),
  FILMLOOM_PUBLIC_URL: webAddress.optional(),
  FILMLOOM_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{8,200}$/, 'takes 8 to 200 printable characters without spaces')
    .optional(),
  FILMLOOM_SECRET: z.string().min(16, 'takes at least 16 characters').max(500).optional(),
  FILMLOOM_LOCAL_ONLY: flag.optional(),
  FILMLOOM_KEEP_DAYS: wholeNumber('takes a whole number of days, 0 for ever'),
  FILMLOOM_KEEP_GB: wholeNumber('takes a whole number of gigabytes, 0 for no limit'),
  FILMLOOM_TEST_MEDIA: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `takes one of ${logLevels.join(', ')}` }).optional(),
  ...serviceSettings,
  S3_FORCE_PATH_STYLE: flag.optional(),
});
const secretSettings = ['FILMLOOM_TOKEN', 'FILMLOOM_SECRET', ...secretServiceSettings];
type SettingName = keyof typeof settingsSchema.shape;

export type Settings = ServiceSettings & {
  readonly port: number;
  readonly host: string;
  /** Absolute folder of database, files and keys. */
  readonly dataFolder: string;
  /** Origin under which people reach this server, such as `https://film.example.com`. */
  readonly publicUrl: string | undefined;
  readonly token: string | undefined;
  /** Signs session cookies and seals stored keys; without it one is generated in the data folder. */
  readonly secret: string | undefined;
  /** Nothing leaves the machine. */
  readonly localOnly: boolean;
  /** How long runs that ended stay; 0: for ever. */
  readonly keepDays: number;
  /** The most that files may take, in 10⁹ bytes; 0: no limit. */
  readonly keepGb: number;
  readonly testMedia: string | undefined;
  readonly logLevel: LogLevel;
};

type Source = Readonly<Record<string, string | undefined>>;

/**
 * The settings from the environment, else from `filmloom.yaml` in the data folder, else from the one in `folder`. Throws
 * `SettingError` for a wrong value.
 */
export function readSettings(env: Source = process.env, folder: string = process.cwd()): Settings {
  const here = readSettingsFile(folder, settingNames());
  const dataFolder = resolve(folder, env.FILMLOOM_DATA || here.FILMLOOM_DATA || resolve(installationFolder, 'data'));
  const there = dataFolder === resolve(folder) ? {} : readSettingsFile(dataFolder, settingNames());
  const values = check({ ...here, ...there, ...present(env) });
  const settings: Settings = {
    port: values.FILMLOOM_PORT ?? 4400,
    host: values.FILMLOOM_HOST ?? '127.0.0.1',
    dataFolder,
    publicUrl: values.FILMLOOM_PUBLIC_URL,
    token: values.FILMLOOM_TOKEN,
    secret: values.FILMLOOM_SECRET,
    localOnly: values.FILMLOOM_LOCAL_ONLY ?? false,
    keepDays: values.FILMLOOM_KEEP_DAYS ?? 90,
    keepGb: values.FILMLOOM_KEEP_GB ?? 0,
    testMedia: values.FILMLOOM_TEST_MEDIA,
    logLevel: values.LOG_LEVEL ?? 'info',
    ...readServiceSettings(values),
  };
  return checkBind(settings);
}

/** Refuses an address that other machines can reach while anybody could use it. */
export function checkBind(settings: Settings): Settings {
  if (settings.token || isLoopback(settings.host)) return settings;
  throw new SettingError(
    'FILMLOOM_HOST',
    `${settings.host} can be reached from other machines. Set FILMLOOM_TOKEN to a long random text first, or use 127.0.0.1.`,
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
}

function settingNames(): readonly string[] {
  return Object.keys(settingsSchema.shape);
}

function present(env: Source): Source {
  return Object.fromEntries(settingNames().flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

function check(values: Source): z.output<typeof settingsSchema> {
  const parsed = settingsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'Settings') as SettingName;
  const given = secretSettings.includes(name) ? '' : ` (it is “${values[name]}”)`;
  throw new SettingError(name, `${issue?.message ?? 'invalid value'}${given}.`);
}
