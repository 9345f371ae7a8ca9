import { parentPort, workerData } from 'node:worker_threads';
import { type SpeechTask, writeSpeech } from './write-speech.ts';

writeSpeech(workerData as SpeechTask);
parentPort?.postMessage({ result: true });
