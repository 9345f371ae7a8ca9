import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { probe } from '#executors/ffmpeg/probe.ts';
import { probeAlike } from '#executors/ffmpeg/probe-alike.ts';
import { type ClipSpec, ffmpeg, makeClip, testFolder } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

function clip(name: string, spec: Partial<ClipSpec>): string {
  return makeClip(join(folder.path, name), { colour: 'red', frames: 20, tone: 440, ...spec });
}

const never = new AbortController().signal;

describe('probeAlike', () => {
  it('knows clips made alike as well as ffprobe does', async () => {
    const paths = [clip('a.mp4', {}), clip('b.mp4', { frames: 7, tone: 990 }), clip('c.mp4', { frames: 95, colour: 'blue' })];
    const infos = await probeAlike(paths, never);
    for (const [index, path] of paths.entries()) {
      const [own, full] = [infos[index], await probe(path)];
      expect({ ...own, tags: {}, video: { ...own?.video, seconds: 0 }, audio: { ...own?.audio, seconds: 0 } }).toEqual({
        ...{ ...full, tags: {} },
        ...{ video: { ...full.video, seconds: 0 }, audio: { ...full.audio, seconds: 0 } },
      });
      expect(own?.video?.seconds).toBeCloseTo(full.video?.seconds ?? 0, 5);
    }
  });

  it('asks ffprobe about every clip made otherwise', async () => {
    const model = clip('model.mp4', {});
    const turned = join(folder.path, 'turned.mp4');
    ffmpeg('-i', model, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', turned);
    const late = join(folder.path, 'late.mp4');
    ffmpeg('-itsoffset', '0.5', '-i', model, '-i', model, '-map', '0:v', '-map', '1:a', '-c', 'copy', late);
    const others = [
      ...[
        clip('silent.mp4', { tone: undefined }),
        clip('slow.mp4', { fps: 24 }),
        clip('large.mp4', { width: 320, height: 180 }),
        turned,
        late,
      ],
      ...[clip('b-frames.mp4', { encode: ['-c:v', 'libx264', '-bf', '3'] }), clip('clip.webm', { encode: ['-c:v', 'libvpx'] })],
    ];
    const infos = await probeAlike([model, ...others], never);
    for (const [index, path] of others.entries()) expect(infos[index + 1]).toEqual(await probe(path));
  });

  it('refuses what probe refuses', async () => {
    const cut = clip('cut.mp4', { frames: 60 });
    truncateSync(cut, 6000);
    await expect(probeAlike([clip('whole.mp4', {}), cut], never)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    await expect(probeAlike([clip('there.mp4', {}), join(folder.path, 'absent.mp4')], never)).rejects.toMatchObject({
      code: 'MEDIA_UNREADABLE',
    });
  });

  it('answers in the order asked, a file in several places too', async () => {
    const [one, two] = [clip('one.mp4', { frames: 5 }), clip('two.mp4', { frames: 9 })];
    expect((await probeAlike([two, one, two], never)).map(({ video }) => video?.frames)).toEqual([9, 5, 9]);
    expect(await probeAlike([], never)).toEqual([]);
  });
});
