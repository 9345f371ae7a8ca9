import { z } from 'zod';
import { fields } from './fields.ts';

/** How much moves in a clip. The same in every node type that makes one. */
export const motionParam = z
  .enum(['subtle', 'medium', 'dynamic'])
  .default('medium')
  .register(fields, {
    label: 'Motion',
    help: 'How much moves in the picture.',
    widget: 'choice',
    titles: { subtle: 'Subtle', medium: 'Medium', dynamic: 'Dynamic' },
    inline: true,
  });

/** Length of one clip in seconds, where no shot says it. */
export const clipSecondsParam = z
  .number()
  .min(0.5)
  .max(60)
  .default(5)
  .register(fields, { label: 'Length', widget: 'number', unit: 's', inline: true });
