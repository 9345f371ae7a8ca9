import { useMemo } from 'react';
import { useModels } from '../server/queries.ts';
import { useNodeEstimate } from '../stores/estimate.ts';
import { Combobox } from '../ui/combobox.tsx';
import { automaticWords, modelChoices } from './model-choices.ts';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** Who does the work: a model of the catalogue with its price, or whatever fits best. */
export function ModelField(props: WidgetProps) {
  const { value, limits, nodeId, onChange, onClear, compact } = props;
  const { data } = useModels();
  const estimate = useNodeEstimate(nodeId);
  const models = data?.models ?? [];
  const chosen = String(value ?? limits.fallback ?? 'auto');
  const kinds = useMemo(() => [...new Set(estimate?.models.map(({ kind }) => kind) ?? [])], [estimate]);
  const automatic = { value: 'auto', title: 'Automatic', detail: estimate?.models[0]?.why ?? 'The least expensive model that can do this' };
  const shown = chosen === 'auto' ? automaticWords(models, estimate) : (models.find(({ id }) => id === chosen)?.title ?? chosen);
  return (
    <Combobox
      {...controlProps(props)}
      value={chosen}
      shown={shown}
      choices={[automatic, ...modelChoices(models, kinds)]}
      onValueChange={(next) => (next === 'auto' ? onClear() : onChange(next))}
      searchLabel="Find a model"
      small={compact}
    />
  );
}
