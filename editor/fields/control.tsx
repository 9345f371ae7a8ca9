import type { ComponentType } from 'react';
import type { Widget } from '#nodes/fields.ts';
import { AssetField } from './asset-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { ChoicesField } from './choices-field.tsx';
import type { Limits } from './limits.ts';
import { ModelField } from './model-field.tsx';
import { NumberField } from './number-field.tsx';
import { PromptField } from './prompt-field.tsx';
import { RowsField } from './rows-field.tsx';
import { SeedField } from './seed-field.tsx';
import { ShotsField } from './shots-field.tsx';
import { SliderField } from './slider-field.tsx';
import { TextField } from './text-field.tsx';
import { ToggleField } from './toggle-field.tsx';
import type { WidgetProps } from './widget-props.ts';

const controls: Readonly<Record<Widget, ComponentType<WidgetProps>>> = {
  text: TextField,
  prompt: PromptField,
  number: NumberField,
  slider: SliderField,
  toggle: ToggleField,
  choice: ChoiceField,
  choices: ChoicesField,
  model: ModelField,
  asset: AssetField,
  seed: SeedField,
  rows: RowsField,
  shots: ShotsField,
};

/** The widget of a parameter: what its definition says, else what its schema suggests. */
export function widgetOf(widget: Widget | undefined, limits: Limits): Widget {
  if (widget) return widget;
  if (limits.kind === 'list') return limits.options ? 'choices' : 'rows';
  if (limits.options) return 'choice';
  if (limits.kind === 'flag') return 'toggle';
  return limits.kind === 'number' ? 'number' : 'text';
}

/** The component that edits a parameter. */
export function Control(props: WidgetProps) {
  const Chosen = controls[widgetOf(props.meta.widget, props.limits)];
  return <Chosen {...props} />;
}
