import type { Widget } from '#nodes/fields.ts';
import type { Limits } from './limits.ts';

/** The widget of a parameter: what its definition says, else what its schema suggests. */
export function widgetFor(widget: Widget | undefined, limits: Limits): Widget {
  if (widget) return widget;
  if (limits.kind === 'list') return limits.options ? 'choices' : 'rows';
  if (limits.options) return 'choice';
  if (limits.kind === 'flag') return 'toggle';
  return limits.kind === 'number' ? 'number' : 'text';
}
