import { Switch } from '../ui/switch.tsx';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** Yes or no. */
export function ToggleField(props: WidgetProps) {
  const { value, limits, onChange } = props;
  return (
    <div className="flex h-7 items-center">
      <Switch {...controlProps(props)} checked={(value ?? limits.fallback) === true} onCheckedChange={onChange} />
    </div>
  );
}
