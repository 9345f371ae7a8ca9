import { parentPort, workerData } from 'node:worker_threads';
import { type MusicTask, writeMusic } from './write-music.ts';

writeMusic(workerData as MusicTask, (fraction) => parentPort?.postMessage({ fraction }));
parentPort?.postMessage({ result: true });
