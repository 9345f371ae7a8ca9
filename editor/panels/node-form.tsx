import { useEffect, useState } from 'react';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import { Field, fieldId } from '../fields/field.tsx';
import { Section } from './section.tsx';
import { useWantedField } from './wanted-field.ts';

type Props = { id: string; node: GraphNode; definition: NodeDef };

/** All parameters of a node; what few people need is under "More". */
export function NodeForm({ id, node, definition }: Props) {
  const params = Object.entries(definition.params.shape);
  const isAdvanced = (param: string): boolean => {
    const schema = definition.params.shape[param];
    return schema !== undefined && fields.get(schema)?.advanced === true;
  };
  const advanced = params.filter(([param]) => isAdvanced(param));
  const main = params.filter(([param]) => !isAdvanced(param));
  const [open, setOpen] = useState(false);
  useFocusWanted(id, (param) => isAdvanced(param) && setOpen(true));
  if (params.length === 0) return null;
  return (
    <>
      {main.length > 0 && (
        <section aria-label="Parameters" className="flex flex-col gap-4 border-t border-line px-4 py-4">
          {main.map(([param]) => (
            <Field key={param} definition={definition} node={node} nodeId={id} param={param} />
          ))}
        </section>
      )}
      {advanced.length > 0 && (
        <Section title="More" open={open} onOpenChange={setOpen}>
          <div className="flex flex-col gap-4">
            {advanced.map(([param]) => (
              <Field key={param} definition={definition} node={node} nodeId={id} param={param} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

/** Brings the focus to the parameter that somebody asked for, after it has been unfolded. */
function useFocusWanted(id: string, unfold: (param: string) => void): void {
  const wanted = useWantedField((state) => state.wanted);
  useEffect(() => {
    if (wanted?.node !== id) return;
    unfold(wanted.param);
    const frame = requestAnimationFrame(() => {
      const control = document.getElementById(fieldId(id, wanted.param, false));
      control?.scrollIntoView({ block: 'center' });
      control?.focus();
      useWantedField.getState().clear();
    });
    return () => cancelAnimationFrame(frame);
  }, [id, wanted, unfold]);
}
