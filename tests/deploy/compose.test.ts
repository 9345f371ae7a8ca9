import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingsSchema } from '#server/env.ts';
import { installationFolder } from '#server/installation.ts';
import { fleetEnvironment, fleetProcesses } from './fleet-environment.ts';

type Service = {
  image?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, unknown>;
};
const read = (name: string): string => readFileSync(join(installationFolder, 'deploy', name), 'utf8');
const { services } = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service> };
const ours = Object.entries(services).filter(([, { image }]) => image === 'filmloom');
const members = ours.filter(([name]) => name !== 'agent');

describe('deploy/compose.yaml', () => {
  it('describes the processes that the tests of the fleet start', () => {
    const described = members.map(([name, { command = [] }]) => [name, ...command]);
    expect(described).toEqual(fleetProcesses.map(({ name, command }) => [name, command]));
  });

  it('sets nothing that Filmloom does not know, and everything that a fleet needs', () => {
    for (const [, { environment = {} }] of ours) {
      const unknown = Object.keys(environment).filter((name) => !(name in settingsSchema.shape));
      expect(unknown).toEqual([]);
    }
    for (const [, { environment = {} }] of members) {
      const needed = ['DATABASE_URL', 'REDIS_URL', 'FILMLOOM_SECRET', 'FILMLOOM_TOKEN', 'S3_BUCKET', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID'];
      expect(Object.keys(environment)).toEqual(expect.arrayContaining(needed));
    }
  });

  it('sets by name what the tests of the fleet set', () => {
    const bucket = { bucket: 'b', endpoint: 'e', region: 'r', accessKeyId: 'a', secretAccessKey: 's', forcePathStyle: true };
    const place = { databaseUrl: 'd', redisUrl: 'r', folder: 'f', bucket, provider: { key: 'k', url: 'u' } };
    // The image sets folder and port; the address of a provider is that of an emulated one.
    const elsewhere = ['PATH', 'HOME', 'FILMLOOM_DATA', 'FILMLOOM_PORT', 'WAVESPEED_BASE_URL'];
    const names = Object.keys(fleetEnvironment(place)).filter((name) => !elsewhere.includes(name));
    for (const [, { environment = {} }] of members) expect(Object.keys(environment)).toEqual(expect.arrayContaining(names));
  });

  it('gives every process a data folder of its own, and none of them a secret that is written down', () => {
    const folders = members.flatMap(([, { volumes = [] }]) => volumes);
    expect(new Set(folders).size).toBe(members.length);
    expect(folders.every((folder) => folder.endsWith(':/data'))).toBe(true);
    const secrets = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /SECRET|TOKEN|PASSWORD|API_KEY/.test(name)),
    );
    expect(secrets.filter(([, value]) => !/^\$\{\w+:[?-]/.test(value))).toEqual([]);
  });

  it('has Redis keep what it holds and never throw anything away', () => {
    expect(services.redis?.command).toEqual(['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  });

  it('lets each process start only when what it needs is there', () => {
    for (const [, { depends_on = {} }] of members) expect(Object.keys(depends_on)).toEqual(['postgres', 'redis', 'bucket']);
  });
});

describe('deploy/Dockerfile', () => {
  it('starts the command line that the tests start, on the Node that Filmloom runs on', () => {
    const text = read('Dockerfile');
    expect(text).toMatch(/^FROM node:24-slim$/m);
    expect(text).toContain('"server/cli/main.ts"]');
    expect(services.agent?.entrypoint?.at(-1)).toBe('gpu-agents/main.ts');
    const set = [...text.matchAll(/\b(FILMLOOM_\w+)=/g)].map(([, name = '']) => name);
    expect(set.filter((name) => !(name in settingsSchema.shape))).toEqual([]);
  });
});
