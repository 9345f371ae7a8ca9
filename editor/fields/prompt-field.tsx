import { TextArea } from '../ui/text-area.tsx';
import { controlProps, type WidgetProps } from './widget-props.ts';

const figures = new Intl.NumberFormat('en');

/** Words for a model or a voice: from one line to a whole script. */
export function PromptField(props: WidgetProps) {
  const { value, limits, meta, onChange, onClear, compact, lines = 3 } = props;
  const text = typeof value === 'string' ? value : '';
  const most = limits.maxLength;
  return (
    <div>
      <TextArea
        {...controlProps(props)}
        value={text}
        rows={lines}
        maxRows={compact ? 9 : 24}
        maxLength={most}
        placeholder={meta.placeholder ?? (typeof limits.fallback === 'string' ? limits.fallback : '')}
        onChange={(event) => (event.target.value === '' ? onClear() : onChange(event.target.value))}
      />
      {most !== undefined && text.length > most * 0.9 && (
        <p className="mt-1 text-right text-[12px] text-muted">
          {figures.format(text.length)} of {figures.format(most)} characters
        </p>
      )}
    </div>
  );
}
