import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { parseScene } from '../scene-schema.ts';
import { writeSceneToPng } from '../scene-tag.ts';
import { readPicture } from './backdrop.ts';
import { type Given, openReel } from './clip.ts';
import type { ClipTask, Message, PictureFile, StillTask, Task } from './messages.ts';
import { drawStill, type StillTelling, stillScene } from './still.ts';

/** What every animatic picture says of itself; the silhouettes' licence asks for the credit. */
const comment = 'Animatic: drawn from words, not made by a model. Silhouettes: game-icons.net, CC BY 3.0';

const post = (message: Message, bytes: Uint8Array<ArrayBuffer>[] = []): void =>
  parentPort?.postMessage(
    message,
    bytes.map(({ buffer }) => buffer),
  );

/** The scene a file carries, else the picture itself. */
async function given(file: PictureFile): Promise<Given> {
  const scene = parseScene(file.scene);
  return scene ? { scene } : { picture: await readPicture(await readFile(file.path)) };
}

async function still(task: StillTask): Promise<void> {
  const reference = task.reference && (await given(task.reference));
  const mask = task.mask && (await readPicture(await readFile(task.mask.path)));
  // A mask marks places in the reference's own pixels, so these are needed even where its scene is known.
  const picture = task.mask && task.reference ? await readPicture(await readFile(task.reference.path)) : reference?.picture;
  const { reference: _reference, mask: _mask, ...told } = task;
  const telling: StillTelling = {
    ...told,
    ...(reference?.scene && !mask && { like: reference.scene }),
    ...(picture && { picture }),
    ...(mask && { mask }),
  };
  const scene = await stillScene(telling);
  const canvas = await drawStill(telling, scene);
  const png = writeSceneToPng(canvas.encodeSync('png', { software: 'Filmloom', comment }), JSON.stringify(scene));
  const bytes = Uint8Array.from(png);
  post({ png: bytes }, [bytes]);
}

/** Frames on their way at a time: one being drawn, one being written, one waiting. */
const inFlight = 3;

async function clip(task: ClipTask): Promise<void> {
  const [first, last] = [task.first && (await given(task.first)), task.last && (await given(task.last))];
  const { first: _first, last: _last, ...told } = task;
  const reel = await openReel({ ...told, ...(first && { first }), ...(last && { last }) });
  post({ scene: JSON.stringify(reel.end), mark: reel.mark });
  const buffers = bufferPool(task.frame.width * task.frame.height * 4);
  for (let index = 0; index < task.frames; index++) {
    const frame = await buffers();
    reel.drawFrame(index);
    frame.set(reel.canvas.data());
    post({ frame }, [frame]);
  }
}

/** Hands out buffers that come back from the other side once they are written. */
function bufferPool(bytes: number): () => Promise<Uint8Array<ArrayBuffer>> {
  const free = Array.from({ length: inFlight }, () => new Uint8Array(bytes));
  let waiting: ((buffer: Uint8Array<ArrayBuffer>) => void) | undefined;
  parentPort?.on('message', (buffer: Uint8Array<ArrayBuffer>) => {
    const take = waiting;
    waiting = undefined;
    if (take) take(buffer);
    else free.push(buffer);
  });
  return () => {
    const buffer = free.pop();
    return buffer
      ? Promise.resolve(buffer)
      : new Promise((resolve) => {
          waiting = resolve;
        });
  };
}

const task = workerData as Task;
await (task.kind === 'still' ? still(task) : clip(task));
parentPort?.close();
