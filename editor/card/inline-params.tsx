import { memo } from 'react';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import { Field } from '../fields/field.tsx';

type Props = { id: string; node: GraphNode; definition: NodeDef };

/** The few parameters that are changed most, on the card itself. */
export const InlineParams = memo(function InlineParams({ id, node, definition }: Props) {
  const shown = Object.entries(definition.params.shape).filter(([, schema]) => fields.get(schema)?.inline);
  if (shown.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5 px-3 pb-1">
      {shown.map(([param]) => (
        <Field key={param} definition={definition} node={node} nodeId={id} param={param} compact />
      ))}
    </div>
  );
});
