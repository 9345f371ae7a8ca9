import { platformPresets } from '#nodes/steps.ts';

const platformTitles = new Map(Object.entries(platformPresets).map(([key, { title }]) => [key, title]));

/** The name of an element as people read it: `YouTube Shorts` for `youtube-shorts`, any other key as it is. */
export function elementWords(key: string): string {
  return platformTitles.get(key) ?? key;
}
