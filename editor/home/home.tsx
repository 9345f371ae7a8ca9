import { FileUp, Play, Plus, Search, SearchX, Settings } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { GraphSummary } from '#server/contract/library.ts';
import { ThemeMenu } from '../bar/theme-menu.tsx';
import { sentenceOf } from '../server/api-error.ts';
import { useGraphs, useTemplates } from '../server/queries.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Mark } from '../ui/mark.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { type GraphActs, useGraphActs } from './graph-acts.ts';
import { GraphCard } from './graph-card.tsx';
import { TemplateGallery } from './template-gallery.tsx';
import { useFileDrop } from './use-file-drop.ts';

/** All graphs: open one, begin one, bring one in. */
export function Home() {
  const acts = useGraphActs();
  const { data, error } = useGraphs();
  const [text, setText] = useState('');
  const { over, handlers } = useFileDrop((files) => void acts.importFiles(files));
  useEffect(() => {
    document.title = 'Filmloom';
  }, []);
  const graphs = data?.graphs;
  const found = graphs?.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="relative h-full overflow-y-auto" {...handlers}>
      <Bar text={text} onText={setText} acts={acts} searchable={(graphs?.length ?? 0) > 0} />
      <main className="mx-auto max-w-[1200px] px-8 pt-8 pb-16 max-lg:px-6">
        {error && <p className="mb-6 text-failed">{sentenceOf(error)}</p>}
        {graphs?.length === 0 && <Welcome acts={acts} />}
        {found && found.length > 0 && <Graphs graphs={found} acts={acts} />}
        {found?.length === 0 && graphs && graphs.length > 0 && (
          <div className="mb-12 h-48">
            <EmptyState icon={SearchX} title={`No graph is called “${text.trim()}”`} />
          </div>
        )}
        <h2 className="mb-4 text-[15px] font-semibold">{graphs?.length === 0 ? 'Begin with' : 'Begin a new one'}</h2>
        <TemplateGallery acts={acts} />
      </main>
      {over && <DropHint />}
    </div>
  );
}

function Bar({ text, onText, acts, searchable }: { text: string; onText(text: string): void; acts: GraphActs; searchable: boolean }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-panel">
      <div className="mx-auto flex h-14 max-w-[1200px] items-center gap-3 px-8 max-lg:px-6">
        <Mark />
        <h1 className="text-[15px] font-semibold tracking-[-0.01em]">Filmloom</h1>
        <div className="ml-auto flex items-center gap-2">
          <div className="relative w-56">
            <Search aria-hidden size={14} className="pointer-events-none absolute top-2.5 left-2.5 text-faint" />
            <TextInput
              type="search"
              value={text}
              disabled={!searchable}
              onChange={(event) => onText(event.target.value)}
              placeholder="Find a graph"
              aria-label="Find a graph"
              className="pl-8"
            />
          </div>
          <ThemeMenu />
          <Link
            href="/settings"
            aria-label="Settings: keys and spending"
            title="Settings: keys and spending"
            className="icon-button shrink-0"
          >
            <Settings aria-hidden size={16} strokeWidth={1.75} />
          </Link>
          <Button icon={FileUp} onClick={() => picker.current?.click()}>
            Import
          </Button>
          <Button look="primary" icon={Plus} onClick={() => void acts.blank()}>
            New graph
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept=".json,application/json,.mp4,video/mp4"
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              if (files.length > 0) void acts.importFiles(files);
            }}
          />
        </div>
      </div>
    </header>
  );
}

function Graphs({ graphs, acts }: { graphs: readonly GraphSummary[]; acts: GraphActs }) {
  return (
    <section aria-labelledby="graphs" className="mb-12">
      <h2 id="graphs" className="mb-4 text-[15px] font-semibold">
        Your graphs
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(240px,1fr))] gap-4">
        {graphs.map((graph) => (
          <li key={graph.id}>
            <GraphCard graph={graph} acts={acts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The template that shows everything at once. */
const sampleId = 'lighthouse';

/** What this is, for somebody who is here for the first time. */
function Welcome({ acts }: { acts: GraphActs }) {
  const { data } = useTemplates();
  const sample = data?.templates.find(({ id }) => id === sampleId);
  return (
    <section className="mb-10 max-w-[640px] pt-4">
      <h2 className="text-[24px] leading-8 font-semibold tracking-[-0.015em] text-balance">
        Wire a film, watch it for free, then pay once.
      </h2>
      <p className="mt-3 text-[15px] leading-6 text-muted text-pretty">
        A graph turns words into shots, pictures, clips, voice and music. The Animatic draws the whole film on this computer at no cost, so
        you can judge it before a model is paid. Begin with a template and press Run, or drop a graph file anywhere on this page.
      </p>
      {sample && (
        <Button look="primary" icon={Play} className="mt-5" onClick={() => void acts.fromTemplate(sample.id)}>
          Open the sample film
        </Button>
      )}
    </section>
  );
}

function DropHint() {
  return (
    <div className="pointer-events-none fixed inset-3 z-30 grid place-items-center rounded-xl border-2 border-dashed border-focus bg-canvas/80">
      <p className="flex items-center gap-2 text-[15px] font-medium">
        <FileUp aria-hidden size={18} /> Drop the file to import its graph
      </p>
    </div>
  );
}
