import { pngText, withPngText } from '../ffmpeg/png-text.ts';
import { probe } from '../ffmpeg/probe.ts';

/** The name under which animatic pictures and films carry the scene they show, as JSON. */
export const sceneTag = 'filmloom_scene';

/** The PNG with the scene in it. */
export function writeSceneToPng(png: Buffer, json: string): Buffer {
  return withPngText(png, sceneTag, json);
}

/** The scene inside a PNG as JSON, or undefined where there is none (a user's own picture). */
export function readSceneFromPng(png: Buffer): string | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47];
  return signature.every((byte, index) => png[index] === byte) ? pngText(png, sceneTag) : undefined;
}

/** Output options of ffmpeg that write the scene into an MP4; they need `-movflags use_metadata_tags`, as the house format has. */
export function sceneMetadataArgs(json: string): string[] {
  return ['-metadata', `${sceneTag}=${json}`];
}

/** The scene with which an animatic film ends, as JSON, or undefined where the file carries none. */
export async function readSceneFromVideo(file: string, signal: AbortSignal): Promise<string | undefined> {
  return (await probe(file, signal)).tags[sceneTag];
}
