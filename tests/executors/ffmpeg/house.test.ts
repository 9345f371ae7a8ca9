import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { house, houseAudioArgs, houseMuxArgs, houseVideoArgs } from '#executors/ffmpeg/house.ts';
import { probe } from '#executors/ffmpeg/probe.ts';
import { ask, ffmpeg, testFolder } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

function made(name: string, fps = 30, crf?: number): string {
  const path = join(folder.path, name);
  const picture = [
    '-f',
    'lavfi',
    '-i',
    `testsrc2=size=320x180:rate=${fps}:duration=2.5`,
    '-f',
    'lavfi',
    '-i',
    'sine=sample_rate=48000:duration=2.5',
  ];
  ffmpeg(
    ...picture,
    ...houseVideoArgs({ width: 320, height: 180, fps }, { ...(crf && { crf }) }),
    ...houseAudioArgs(),
    ...houseMuxArgs(),
    path,
  );
  return path;
}

describe('the house format', () => {
  it('is what it says', async () => {
    const path = made('house.mp4');
    expect(ask(path, 'v:0', 'codec_name,profile,pix_fmt,has_b_frames,sample_aspect_ratio,r_frame_rate,time_base')).toBe(
      'h264,High,0,1:1,yuv420p,30/1,1/15360',
    );
    expect(ask(path, 'a:0', 'codec_name,profile,sample_rate,channels')).toBe(`aac,LC,${house.sampleRate},2`);
    expect((await probe(path)).house).toBe(true);
  });

  it('has a key frame every second and its index in front', () => {
    const path = made('keys.mp4');
    const packets = execFileSync(
      'ffprobe',
      ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', path],
      { encoding: 'utf8' },
    );
    expect(packets.split('\n').filter((line) => line.includes('K'))).toEqual(['0.000000,K_', '1.000000,K_', '2.000000,K_']);
    const bytes = readFileSync(path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('is the same bytes twice, without dates or names of programs', () => {
    const [once, again] = [readFileSync(made('once.mp4')), readFileSync(made('again.mp4'))];
    expect(once.equals(again)).toBe(true);
    expect(once.toString('latin1').match(/Lavf|Lavc|x264/)).toBeNull();
  });

  it('drops the metadata of what it was made from', () => {
    const path = join(folder.path, 'tagged.mp4');
    const clean = join(folder.path, 'clean.mp4');
    ffmpeg('-i', made('plain.mp4'), '-c', 'copy', '-metadata', 'title=secret', '-metadata', 'creation_time=2020-01-01', path);
    ffmpeg('-i', path, '-c', 'copy', ...houseMuxArgs(), clean);
    expect(
      readFileSync(clean)
        .toString('latin1')
        .match(/secret|2020/),
    ).toBeNull();
  });

  it('sets the decoder up alike whatever the quality, so that copies can be joined', async () => {
    const [fine, rough] = [await probe(made('fine.mp4', 30, 12)), await probe(made('rough.mp4', 30, 35))];
    expect(fine.video?.setup).toBeDefined();
    expect(fine.video?.setup).toBe(rough.video?.setup);
  });

  it.each([24, 25, 12.5, 29.97])('holds %d frames a second', async (fps) => {
    const info = await probe(made(`at-${fps}.mp4`, fps));
    expect(info.house).toBe(true);
    expect(info.facts.fps).toBeCloseTo(fps, 3);
  });
});
