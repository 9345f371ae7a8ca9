import type { ComponentType } from 'react';
import type { Widget } from '#nodes/fields.ts';
import { AssetField } from './asset-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { ChoicesField } from './choices-field.tsx';
import { ModelField } from './model-field.tsx';
import { NumberField } from './number-field.tsx';
import { PromptField } from './prompt-field.tsx';
import { SeedField } from './seed-field.tsx';
import { SliderField } from './slider-field.tsx';
import { TextField } from './text-field.tsx';
import { ToggleField } from './toggle-field.tsx';
import { widgetFor } from './widget-for.ts';
import type { WidgetProps } from './widget-props.ts';

const controls: Readonly<Partial<Record<Widget, ComponentType<WidgetProps>>>> = {
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
};

/** The component that edits one value; lists of rows are not one. */
export function ValueControl(props: WidgetProps) {
  const Chosen = controls[widgetFor(props.meta.widget, props.limits)] ?? TextField;
  return <Chosen {...props} />;
}
