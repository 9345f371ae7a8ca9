import { ArrowRight, LayoutTemplate, Plus } from 'lucide-react';
import { sentenceOf } from '../server/api-error.ts';
import { useTemplates } from '../server/queries.ts';
import type { GraphActs } from './graph-acts.ts';

const tile =
  'group flex h-full w-full flex-col rounded-xl border border-line bg-panel p-4 text-left transition-colors duration-120 hover:border-line-strong hover:bg-card';

/** Graphs to begin with: an empty one, and the templates. */
export function TemplateGallery({ acts }: { acts: GraphActs }) {
  const { data, error } = useTemplates();
  return (
    <>
      {error && <p className="mb-4 text-failed">{sentenceOf(error)}</p>}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(240px,1fr))] gap-4">
        <li>
          <button type="button" onClick={() => void acts.blank()} className={`${tile} border-dashed border-line-strong`}>
            <Head icon={Plus} name="Empty graph" />
            <span className="mt-1 text-muted text-pretty">An empty canvas, to wire everything yourself.</span>
          </button>
        </li>
        {data?.templates.map(({ id, name, description, nodes }) => (
          <li key={id}>
            <button type="button" onClick={() => void acts.fromTemplate(id)} className={tile}>
              <Head icon={LayoutTemplate} name={name} />
              <span className="mt-1 flex-1 text-muted text-pretty">{description}</span>
              <span className="mt-3 flex items-center text-[12px] text-faint">
                {nodes} nodes
                <ArrowRight
                  aria-hidden
                  size={14}
                  className="ml-auto opacity-0 transition-opacity duration-120 group-hover:opacity-100 group-focus-visible:opacity-100"
                />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Head({ icon: Icon, name }: { icon: typeof Plus; name: string }) {
  return (
    <span className="flex items-center gap-2 font-medium">
      <Icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-muted" />
      {name}
    </span>
  );
}
