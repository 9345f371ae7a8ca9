import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#server/env.ts';
import { installationFolder } from '#server/installation.ts';
import { newFolder } from './new-folder.ts';

describe('the settings', () => {
  it('are complete without any being set', async () => {
    expect(readSettings({}, await newFolder())).toEqual({
      port: 4400,
      host: '127.0.0.1',
      dataFolder: join(installationFolder, 'data'),
      publicUrl: undefined,
      token: undefined,
      secret: undefined,
      localOnly: false,
      testMedia: undefined,
      keepDays: 90,
      keepGb: 0,
      logLevel: 'info',
      databaseUrl: undefined,
      redisUrl: undefined,
      s3: undefined,
      providers: {},
    });
  });

  it.each([
    ['FILMLOOM_PORT', '70000'],
    ['FILMLOOM_PORT', 'http'],
    ['FILMLOOM_PORT', '-1'],
    ['FILMLOOM_HOST', 'http://localhost'],
    ['FILMLOOM_PUBLIC_URL', 'film.example.com'],
    ['FILMLOOM_PUBLIC_URL', 'ftp://film.example.com'],
    ['FILMLOOM_PUBLIC_URL', 'https://film.example.com/path'],
    ['FILMLOOM_TOKEN', 'short'],
    ['FILMLOOM_TOKEN', 'has a space in it'],
    ['FILMLOOM_SECRET', 'short'],
    ['FILMLOOM_LOCAL_ONLY', 'perhaps'],
    ['LOG_LEVEL', 'loud'],
    ['FILMLOOM_KEEP_DAYS', 'many'],
    ['FILMLOOM_KEEP_GB', '-1'],
  ])('stop the start with one line that names %s when it is “%s”', async (name, value) => {
    const folder = await newFolder();
    expect(() => readSettings({ [name]: value }, folder)).toThrow(new RegExp(`^${name}: takes .*\\.$`));
  });

  it('never show a token or a secret in an error', async () => {
    const folder = await newFolder();
    for (const name of ['FILMLOOM_TOKEN', 'FILMLOOM_SECRET'])
      expect(() => readSettings({ [name]: 'hush hush' }, folder)).not.toThrow(/hush/);
  });

  it('demand a token before other machines may come in', async () => {
    const folder = await newFolder();
    for (const FILMLOOM_HOST of ['0.0.0.0', '::', '192.168.1.5', 'film.local']) {
      expect(() => readSettings({ FILMLOOM_HOST }, folder)).toThrow(/^FILMLOOM_HOST: .*FILMLOOM_TOKEN/);
      expect(readSettings({ FILMLOOM_HOST, FILMLOOM_TOKEN: 'long-enough-token' }, folder).host).toBe(FILMLOOM_HOST);
    }
    for (const FILMLOOM_HOST of ['127.0.0.1', '127.9.9.9', '::1', 'localhost'])
      expect(readSettings({ FILMLOOM_HOST }, folder).host).toBe(FILMLOOM_HOST);
  });

  it('come from filmloom.yaml too; the data folder’s wins over the present folder’s, the environment over both', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'films'));
    await writeFile(
      join(folder, 'filmloom.yaml'),
      'FILMLOOM_DATA: films\nFILMLOOM_PORT: 5001\nLOG_LEVEL: warn\nFILMLOOM_LOCAL_ONLY: true\n',
    );
    await writeFile(join(folder, 'films', 'filmloom.yaml'), 'FILMLOOM_PORT: "5002"\n');
    expect(readSettings({}, folder)).toMatchObject({ dataFolder: join(folder, 'films'), port: 5002, logLevel: 'warn', localOnly: true });
    expect(readSettings({ FILMLOOM_PORT: '5003' }, folder).port).toBe(5003);
    expect(readSettings({ FILMLOOM_PORT: '' }, folder).port).toBe(5002);
  });

  it.each([
    ['FILMLOOM_PROT: 5000', /^FILMLOOM_PROT: filmloom\.yaml has no such setting/],
    ['FILMLOOM_PORT: [1]', /^FILMLOOM_PORT: takes one value/],
    ['FILMLOOM_PORT: 99999', /^FILMLOOM_PORT: takes a port/],
    ['- a', /^filmloom\.yaml: takes lines/],
    ['a: [', /^filmloom\.yaml: .*not valid YAML/],
  ])('refuse a filmloom.yaml with “%s”', async (text, message) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'filmloom.yaml'), text);
    expect(() => readSettings({}, folder)).toThrow(message);
  });
});
