import { TextArea } from '../ui/text-area.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** A line of text; several lines where the parameter takes long text. */
export function TextField(props: WidgetProps) {
  const { value, limits, meta, onChange, onClear, compact, lines = 2 } = props;
  const text = typeof value === 'string' ? value : '';
  const shared = {
    ...controlProps(props),
    value: text,
    placeholder: meta.placeholder ?? (typeof limits.fallback === 'string' ? limits.fallback : ''),
    maxLength: limits.maxLength,
  };
  const write = (next: string): void => (next === '' ? onClear() : onChange(next));
  if ((limits.maxLength ?? 0) > 500) {
    return <TextArea {...shared} rows={lines} maxRows={compact ? 8 : 16} onChange={(event) => write(event.target.value)} />;
  }
  return <TextInput {...shared} small={compact} onChange={(event) => write(event.target.value)} />;
}
