import type { NodeProps } from '@xyflow/react';
import { memo, useLayoutEffect, useRef } from 'react';
import { nodeTypes } from '#nodes/index.ts';
import { heightOf, rememberHeight } from '../canvas/card-size.ts';
import { useDetail } from '../canvas/detail.ts';
import type { CardNode } from '../canvas/instance.ts';
import { useWiring } from '../canvas/wiring.ts';
import { useDocument } from '../stores/document.ts';
import { useNodeEstimate, useNodeProblems } from '../stores/estimate.ts';
import { useNodeRun } from '../stores/run.ts';
import { priceBefore } from '../words/money.ts';
import { CardBody } from './card-body.tsx';
import { CardBrief } from './card-brief.tsx';
import { CardHeader } from './card-header.tsx';
import { CardPorts } from './card-ports.tsx';
import { cardState, sentenceFor, stateWords } from './card-state.ts';
import { NoteCard } from './note-card.tsx';
import { UnknownCard } from './unknown-card.tsx';

/** A node on the canvas. It reads its own part of each store, so that a change elsewhere draws nothing here. */
export const Card = memo(function Card({ id }: NodeProps<CardNode>) {
  const node = useDocument((state) => state.graph.nodes[id]);
  const definition = nodeTypes.get(node?.type ?? '');
  if (!node) return null;
  if (!definition) return <UnknownCard id={id} node={node} />;
  if (definition.type === 'note') return <NoteCard id={id} node={node} />;
  return <KnownCard id={id} />;
});

function KnownCard({ id }: { id: string }) {
  const node = useDocument((state) => state.graph.nodes[id]);
  const definition = nodeTypes.get(node?.type ?? '');
  const run = useNodeRun(id);
  const estimate = useNodeEstimate(id);
  const problems = useNodeProblems(id);
  const detail = useDetail();
  const wiring = useWiring((state) =>
    state.wiring === null ? undefined : state.wiring.nodes.has(id) || state.wiring.from.startsWith(`${id}.`) ? 'fits' : 'dim',
  );
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (detail === 'full' && element.current) rememberHeight(id, element.current.offsetHeight);
  });
  if (!node || !definition) return null;
  const title = node.title ?? definition.title;
  const state = cardState(run, node.bypass ?? false, problems);
  const words = stateWords(state, run);
  const price = estimate && estimate.steps.max > 0 && hasModel(estimate) ? priceBefore(estimate.usd) : undefined;
  return (
    <article
      ref={element}
      className="card relative flex w-80 flex-col rounded-[10px] border border-line bg-card shadow-card"
      data-state={state}
      data-bypassed={state === 'bypassed'}
      data-wiring={wiring}
      style={detail === 'full' ? undefined : { height: heightOf(id, node) }}
    >
      <span id={`card-${id}`} className="sr-only">
        {sentenceFor(title, words, price, problems)}
      </span>
      <CardHeader
        id={id}
        title={title}
        icon={definition.icon}
        group={definition.group}
        state={state}
        words={words}
        price={price}
        docs={definition.docs}
      />
      <CardPorts id={id} definition={definition} problems={problems} />
      {detail === 'full' ? (
        !node.collapsed && (
          <CardBody id={id} node={node} definition={definition} run={run} state={state} problems={problems} estimate={estimate} />
        )
      ) : (
        <CardBrief
          id={id}
          title={title}
          icon={definition.icon}
          detail={detail}
          run={run}
          state={state}
          words={words}
          node={node}
          definition={definition}
        />
      )}
    </article>
  );
}

/** Work that no model does is free everywhere, and says nothing about money. */
function hasModel(estimate: { models: readonly unknown[]; usd: { max: string } }): boolean {
  return estimate.models.length > 0 || Number(estimate.usd.max) > 0;
}
