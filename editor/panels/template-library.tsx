import { LayoutTemplate } from 'lucide-react';
import { toast } from 'sonner';
import type { TemplateSummary } from '#server/contract/library.ts';
import { newPlace } from '../canvas/instance.ts';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { useTemplates } from '../server/queries.ts';
import { pasteClip } from '../stores/clipboard.ts';
import { useDocument } from '../stores/document.ts';
import { readGraph } from '../stores/graph-json.ts';
import { useView } from '../stores/view.ts';
import { EmptyState } from '../ui/empty-state.tsx';

/** Puts the nodes of a template on the canvas, as one act. */
async function insert(id: string): Promise<void> {
  try {
    const read = readGraph((await api.template(id)).graph);
    if ('reason' in read) throw new Error(read.reason);
    const { graph, apply } = useDocument.getState();
    const { ids, edit } = pasteClip(graph, { nodes: read.graph.nodes, edges: [...read.graph.edges] }, { at: newPlace().at });
    apply(edit);
    useView.getState().select(ids);
  } catch (error) {
    toast.error(sentenceOf(error));
  }
}

/** Templates, to be added to the open graph. */
export function TemplateLibrary() {
  const { data, error } = useTemplates();
  if (error) return <p className="p-4 text-failed">{sentenceOf(error)}</p>;
  if (data?.templates.length === 0) return <EmptyState icon={LayoutTemplate} title="No templates" />;
  return (
    <div className="h-full overflow-y-auto p-2">
      <p className="px-2 pt-1 pb-2 text-[12px] text-faint text-pretty">A click adds the nodes of a template to this graph.</p>
      <ul className="flex flex-col gap-1">
        {data?.templates.map((template) => (
          <li key={template.id}>
            <TemplateItem template={template} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function TemplateItem({ template: { id, name, description, nodes } }: { template: TemplateSummary }) {
  return (
    <button type="button" onClick={() => void insert(id)} className="block w-full rounded-md px-2 py-2 text-left hover:bg-raised">
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="text-[11px] text-faint">{nodes} nodes</span>
      </span>
      <span className="mt-0.5 line-clamp-2 block text-[12px] leading-4 text-muted">{description}</span>
    </button>
  );
}
