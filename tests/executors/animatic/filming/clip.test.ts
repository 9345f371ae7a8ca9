import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { type Clip, openReel } from '#executors/animatic/filming/clip.ts';
import { readScene } from '#executors/animatic/reading/read-scene.ts';
import { cameraMoves } from '#nodes/values.ts';
import { difference } from '../drawn-media.ts';

const told: Clip = { frame: { width: 320, height: 180 }, frames: 20, seconds: 1, text: '', seed: 1, move: 'static', motion: 'medium' };
const scene = (text: string) => ({ scene: readScene({ text, seed: 1 }) });

/** The frames at these places of a clip, as RGBA. */
async function framesOf(clip: Partial<Clip>, places: readonly number[]): Promise<Buffer[]> {
  const reel = await openReel({ ...told, ...clip });
  return places.map((place) => {
    reel.drawFrame(place);
    return Buffer.from(reel.canvas.data());
  });
}

/** Two colours as a picture: the upper half one, the lower half another. */
function painted(upper: string, lower: string) {
  const canvas = createCanvas(400, 300);
  const pen = canvas.getContext('2d');
  pen.fillStyle = upper;
  pen.fillRect(0, 0, 400, 150);
  pen.fillStyle = lower;
  pen.fillRect(0, 150, 400, 150);
  return canvas;
}

describe('openReel', () => {
  it.each(cameraMoves)('moves the camera, or holds it: %s', async (move) => {
    const [begin, late] = await framesOf({ text: 'A castle on a hill. Mood: day.', move }, [0, 13]);
    if (!begin || !late) throw new Error('A frame is missing.');
    if (move === 'static') expect(difference(begin, late)).toBeLessThan(0.05);
    else expect(difference(begin, late)).toBeGreaterThan(0.5);
  });

  it('goes to another ground by moving layers: the middle is not the mean of the ends', async () => {
    const [begin, middle, end] = await framesOf(
      { first: scene('A knight rides to the castle. Mood: day.'), last: scene('A fish swims under the sea.') },
      [0, 10, 20],
    );
    if (!begin || !middle || !end) throw new Error('A frame is missing.');
    expect(
      difference(
        middle,
        begin.map((part, index) => (part + (end[index] ?? 0)) / 2),
      ),
    ).toBeGreaterThan(8);
  });

  it('lets the end of one clip and the beginning of the next be the same picture', async () => {
    const [keeper, storm, ship] = [
      'A keeper walks by the sea. Mood: dusk.',
      'A storm over the sea near a lighthouse.',
      'A ship sails by the sea. Mood: dawn.',
    ].map(scene);
    if (!keeper || !storm || !ship) throw new Error('A scene is missing.');
    for (const move of ['push-in', 'handheld', 'pan-left'] as const) {
      const [end] = await framesOf({ first: keeper, last: storm, move, text: 'x' }, [20]);
      const [begin] = await framesOf({ first: storm, last: ship, move, text: 'x' }, [0]);
      if (!begin || !end) throw new Error('A frame is missing.');
      expect(difference(end, begin), move).toBeLessThan(0.6);
    }
  });

  it('carries a chain on: the next clip begins where the camera stopped', async () => {
    const one = await openReel({ ...told, text: 'A wolf waits in the forest.', move: 'push-in' });
    one.drawFrame(20);
    const end = Buffer.from(one.canvas.data());
    const [begin] = await framesOf({ text: 'A wolf waits in the forest.', move: 'push-in', first: { scene: one.end } }, [0]);
    expect(begin && difference(end, begin)).toBeLessThan(1.5);
    expect(one.end.framing.zoom).toBeGreaterThan(1.1);
  });

  it('goes from a first frame to what its words say, and ends there', async () => {
    const reel = await openReel({
      ...told,
      first: scene('A keeper stands by the sea at dusk.'),
      text: 'A ship arrives. Setting: the sea. Mood: dawn.',
    });
    expect(reel.end).toMatchObject({ ground: 'sea', mood: 'dawn', subjects: [{ id: 'ship' }] });
  });

  it('shows a picture whole at first, covers the frame throughout, and wipes to another', async () => {
    const [first, last] = [{ picture: painted('#ff0000', '#00ff00') }, { picture: painted('#0000ff', '#ffff00') }];
    for (const move of cameraMoves) {
      for (const frame of await framesOf({ first, move, motion: 'dynamic' }, [0, 10, 20])) {
        const edges = [320 * 90 * 4, (320 * 90 + 319) * 4, (320 * 40 + 2) * 4];
        for (const at of edges) expect(Math.max(frame[at] ?? 0, frame[at + 1] ?? 0), move).toBeGreaterThan(90);
      }
    }
    const [begin, middle, end] = await framesOf({ first, last }, [0, 10, 20]);
    const blue = (frame: Buffer | undefined, x: number) => frame?.[(320 * 50 + x) * 4 + 2] ?? 0;
    expect([blue(begin, 20), blue(begin, 300)].every((part) => part < 60)).toBe(true);
    expect(blue(middle, 20)).toBeGreaterThan(blue(middle, 300) + 60);
    expect([blue(end, 20), blue(end, 300)].every((part) => part > 150)).toBe(true);
  });

  it('sets the words in every frame where no picture can be made of them', async () => {
    const frames = await framesOf({ text: '灯台守が夕暮れの海へ歩いていく。', move: 'push-in' }, [0, 15]);
    for (const frame of frames) expect(frame.filter((part, index) => index % 4 === 2 && part > 225).length).toBeGreaterThan(300);
  });
});
