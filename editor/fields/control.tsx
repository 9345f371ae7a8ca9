import { RowsField } from './rows-field.tsx';
import { ShotsField } from './shots-field.tsx';
import { ValueControl, widgetOf } from './value-control.tsx';
import type { WidgetProps } from './widget-props.ts';

/** The component that edits a parameter. */
export function Control(props: WidgetProps) {
  const widget = widgetOf(props.meta.widget, props.limits);
  if (widget === 'shots') return <ShotsField {...props} />;
  if (widget === 'rows') return <RowsField {...props} />;
  return <ValueControl {...props} />;
}
