import { Switch as Radix } from 'radix-ui';
import type { ControlProps } from './control-props.ts';

export type SwitchProps = ControlProps & { checked: boolean; onCheckedChange(checked: boolean): void };

/** On or off. */
export function Switch(props: SwitchProps) {
  return (
    <Radix.Root
      {...props}
      className="relative h-5 w-9 shrink-0 rounded-full border border-line-strong bg-well transition-colors duration-120 disabled:opacity-50 data-[state=checked]:border-text data-[state=checked]:bg-text"
    >
      <Radix.Thumb className="block h-3.5 w-3.5 translate-x-0.5 rounded-full bg-muted transition-transform duration-120 data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-canvas" />
    </Radix.Root>
  );
}
