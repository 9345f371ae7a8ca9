import { RowsField } from './rows-field.tsx';
import { ShotsField } from './shots-field.tsx';
import { ValueControl } from './value-control.tsx';
import { widgetFor } from './widget-for.ts';
import type { WidgetProps } from './widget-props.ts';

/** The component that edits a parameter. */
export function Control(props: WidgetProps) {
  const widget = widgetFor(props.meta.widget, props.limits);
  if (widget === 'shots') return <ShotsField {...props} />;
  if (widget === 'rows') return <RowsField {...props} />;
  return <ValueControl {...props} />;
}
