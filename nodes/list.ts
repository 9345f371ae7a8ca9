import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { keyRows, keySchema } from './keys.ts';
import { many } from './ports.ts';

const row = z.strictObject({
  key: keySchema.optional().register(fields, { label: 'Key', help: 'A short name that stays with the row.' }),
  text: z.string().min(1).max(20_000).register(fields, { label: 'Text', widget: 'prompt' }),
});

export const list = defineNode({
  type: 'list',
  version: 1,
  title: 'List',
  group: 'in',
  icon: 'list',
  docs: 'Several texts, one a row. Whatever takes one text and is connected to it repeats for every row.',
  params: z.strictObject({
    rows: z.array(row).max(1000).default([]).register(fields, {
      label: 'Rows',
      help: 'A row without a key goes by its position. Paste lines or a table to fill the list.',
      widget: 'rows',
      inline: true,
    }),
  }),
  inputs: {},
  outputs: { items: many('text', 'Items') },
  layout({ params, value, problem }) {
    const { rows, repeated } = keyRows(params.rows);
    if (rows.length === 0) problem({ param: 'rows' }, 'Add at least one row.');
    for (const key of repeated) problem({ param: 'rows' }, `Two rows are called “${key}”. Give each row a key of its own.`);
    return { items: rows.map(({ key, text }) => value('text', text, { key })) };
  },
  example: {
    rows: [
      { key: 'dawn', text: 'The harbour at dawn, fog over still water.' },
      { key: 'noon', text: 'The harbour at noon, gulls above the boats.' },
    ],
  },
});
