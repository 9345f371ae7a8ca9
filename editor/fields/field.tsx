import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import { applyToDocument } from '../stores/document.ts';
import { Control } from './control.tsx';
import { FieldFrame } from './field-frame.tsx';
import { limitsOf } from './limits.ts';
import { useParamProblem } from './param-problem.ts';
import { widgetFor } from './widget-for.ts';

export type FieldProps = {
  definition: NodeDef;
  node: GraphNode;
  nodeId: string;
  param: string;
  /** On a card: lower, label beside it, no help. */
  compact?: boolean;
  disabled?: boolean;
  /** Edits what this element has instead of what the node says. */
  element?: string;
};

/** Widgets that need the whole width of a card. */
const wideWidgets: ReadonlySet<string> = new Set(['prompt', 'asset', 'choices', 'rows', 'shots']);

/** Widgets that are emptied by hand: their default is nothing, and what is in them may be long work. */
const noReset: ReadonlySet<string> = new Set(['prompt', 'asset', 'rows', 'shots']);

/** The id of the control of a parameter, for labels and for whoever sends the focus there. */
export function fieldId(nodeId: string, param: string, compact: boolean): string {
  return `${compact ? 'card' : 'form'}-${nodeId}-${param}`;
}

/** Edits one parameter of a node with the component that its definition asks for. Draws nothing for a parameter that does not exist. */
export function Field({ definition, node, nodeId, param, compact = false, disabled = false, element }: FieldProps) {
  const schema = definition.params.shape[param];
  const problem = useParamProblem(definition, nodeId, node, param);
  if (!schema) return null;
  const meta = fields.get(schema) ?? { label: param };
  const id = fieldId(nodeId, param, compact);
  const own = element === undefined ? node.params : node.elements?.[element]?.params;
  // an element without a choice of its own has what the node says
  const declared = limitsOf(schema);
  const limits = element === undefined ? declared : { ...declared, fallback: node.params?.[param] ?? declared.fallback };
  const value = own?.[param];
  const set = (next: unknown): void => {
    if (isSame(next, limits.fallback)) clear();
    else if (element === undefined) applyToDocument({ do: 'set-param', node: nodeId, param, value: next });
    else setElementParam(nodeId, node, element, { ...own, [param]: next });
  };
  const clear = (): void => {
    const { [param]: _, ...rest } = own ?? {};
    if (element === undefined) applyToDocument({ do: 'clear-param', node: nodeId, param });
    else setElementParam(nodeId, node, element, rest);
  };
  const widget = widgetFor(meta.widget, limits);
  const wide = wideWidgets.has(widget) || (widget === 'text' && (limits.maxLength ?? 0) > 500);
  return (
    <FieldFrame
      id={id}
      label={meta.label}
      help={meta.help}
      problem={problem}
      compact={compact}
      wide={wide}
      onReset={value === undefined || disabled || noReset.has(widget) ? undefined : clear}
    >
      <Control
        id={id}
        label={meta.label}
        nodeId={nodeId}
        schema={schema}
        limits={limits}
        meta={meta}
        value={value}
        onChange={set}
        onClear={clear}
        compact={compact}
        disabled={disabled}
        invalid={problem?.severity === 'error'}
        describedBy={problem ? `${id}-problem` : meta.help && !compact ? `${id}-help` : undefined}
      />
    </FieldFrame>
  );
}

function setElementParam(node: string, { elements }: GraphNode, element: string, params: Record<string, unknown>): void {
  const { params: _, ...rest } = elements?.[element] ?? {};
  const choice = Object.keys(params).length > 0 ? { ...rest, params } : rest;
  applyToDocument({ do: 'set-element', node, element, choice: Object.keys(choice).length > 0 ? choice : null });
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
