import type { Group } from '#nodes/define.ts';

/** What people call the groups of node types. */
export const groupTitles: Readonly<Record<Group, string>> = {
  in: 'Start from',
  plan: 'Plan',
  image: 'Image',
  video: 'Video',
  sound: 'Sound',
  edit: 'Edit',
  enhance: 'Enhance',
  finish: 'Finish',
  flow: 'Flow',
  bridge: 'Bridge',
};
