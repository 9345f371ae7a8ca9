import { ChevronDown } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import { useState } from 'react';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import { Field } from '../fields/field.tsx';
import { elementWords } from '../words/element.ts';

/** Widgets whose value is the whole of the node, never of one element. */
const whole: ReadonlySet<string> = new Set(['rows', 'shots', 'asset']);

/** The parameters of one element, where it is to differ from the others. */
export function ElementOverrides({ id, node, definition, element }: { id: string; node: GraphNode; definition: NodeDef; element: string }) {
  const count = Object.keys(node.elements?.[element]?.params ?? {}).length;
  const [open, setOpen] = useState(count > 0);
  const params = Object.entries(definition.params.shape).filter(([, schema]) => !whole.has(fields.get(schema)?.widget ?? ''));
  if (params.length === 0) return null;
  return (
    <Collapsible.Root open={open} onOpenChange={setOpen} className="rounded-lg border border-line">
      <Collapsible.Trigger className="group flex h-8 w-full items-center gap-1.5 px-3 text-left text-[12px] font-medium text-muted hover:text-text">
        <span className="flex-1">
          Only for “{elementWords(element)}”{count > 0 && `: ${count} changed`}
        </span>
        <ChevronDown aria-hidden size={14} className="transition-transform duration-120 group-data-[state=closed]:-rotate-90" />
      </Collapsible.Trigger>
      <Collapsible.Content className="flex flex-col gap-3 px-3 pb-3">
        {params.map(([param]) => (
          <Field key={param} definition={definition} node={node} nodeId={id} param={param} element={element} />
        ))}
      </Collapsible.Content>
    </Collapsible.Root>
  );
}
