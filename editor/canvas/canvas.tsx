import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, SelectionMode } from '@xyflow/react';
import { type MouseEvent, useMemo, useRef } from 'react';
import { Card } from '../card/card.tsx';
import { useDocument } from '../stores/document.ts';
import { useView } from '../stores/view.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { Connector } from './connector.tsx';
import { EmptyHint } from './empty-hint.tsx';
import { GraphOffer } from './graph-offer.tsx';
import { canvas, setCanvas, setPointer } from './instance.ts';
import { Picker } from './picker.tsx';
import { Refusal } from './refusal.tsx';
import { useConnections } from './use-connections.ts';
import { useDrop } from './use-drop.ts';
import { fitOptions, setFitted, useFit } from './use-fit.ts';
import { useFlowEdges } from './use-flow-edges.ts';
import { flowNodes, useFlowNodes } from './use-flow-nodes.ts';
import { useWheel } from './use-wheel.ts';
import { PulledWire, Wire } from './wire.tsx';

const nodeTypes = { card: Card };
const edgeTypes = { wire: Wire };
const zoomLimits = { least: 0.05, most: 2 };
const addKeys = ['Meta', 'Control', 'Shift'];
/** Beyond this many nodes only those in sight are drawn. */
const cullAbove = 60;

/** The graph as cards and wires. */
export function Canvas() {
  const graphId = useDocument((state) => state.graphId);
  // fitting the graph before anything is drawn spares drawing every card in full first
  const nodes = useMemo(() => (graphId === null ? [] : flowNodes()), [graphId]);
  return (
    <ReactFlowProvider
      key={graphId}
      initialNodes={nodes}
      initialWidth={globalThis.innerWidth}
      initialHeight={globalThis.innerHeight}
      initialMinZoom={zoomLimits.least}
      initialMaxZoom={zoomLimits.most}
      initialFitViewOptions={fitOptions}
      fitView
    >
      <Flow />
    </ReactFlowProvider>
  );
}

function Flow() {
  const area = useRef<HTMLElement>(null);
  const isEmpty = useDocument((state) => Object.keys(state.graph.nodes).length === 0);
  const { nodes, onNodesChange } = useFlowNodes();
  const { edges, onEdgesChange } = useFlowEdges();
  const connections = useConnections();
  const drop = useDrop();
  const hand = useView((state) => state.tool === 'hand');
  const minimap = useView((state) => state.minimap);
  useWheel(area);
  useFit();
  return (
    <main
      ref={area}
      data-canvas
      aria-label="Canvas"
      tabIndex={-1}
      className="@container relative h-full min-w-0 outline-none"
      onPointerMove={(event) => setPointer({ x: event.clientX, y: event.clientY })}
      onPointerLeave={() => setPointer(null)}
      {...drop}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        {...connections}
        connectionLineComponent={PulledWire}
        connectionRadius={26}
        onInit={setCanvas}
        onMoveStart={(event) => event && setFitted(false)}
        fitView
        fitViewOptions={fitOptions}
        minZoom={zoomLimits.least}
        maxZoom={zoomLimits.most}
        panOnScroll
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        panOnDrag={hand ? [0, 1] : [1]}
        selectionOnDrag={!hand}
        selectionMode={SelectionMode.Partial}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={addKeys}
        panActivationKeyCode="Space"
        deleteKeyCode={null}
        nodeDragThreshold={2}
        elevateNodesOnSelect
        onlyRenderVisibleElements={nodes.length > cullAbove}
        onPaneClick={() => area.current?.focus({ preventScroll: true })}
        onDoubleClick={openPicker}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} color="var(--line-strong)" />
        {minimap && !isEmpty && (
          <MiniMap
            pannable
            zoomable
            ariaLabel="Map of the graph"
            className="@max-[620px]:hidden"
            nodeColor="var(--line-strong)"
            maskColor="color-mix(in srgb, var(--canvas) 70%, transparent)"
            bgColor="var(--panel)"
            style={{ width: 168, height: 104 }}
          />
        )}
      </ReactFlow>
      {isEmpty && <EmptyHint />}
      <CanvasTools />
      <Picker />
      <Connector />
      <Refusal />
      <GraphOffer />
    </main>
  );
}

/** A double click on the empty canvas offers the node types there. */
function openPicker(event: MouseEvent): void {
  if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
  const at = canvas()?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
  if (at) useView.getState().set({ picker: { at: [at.x, at.y], screen: [event.clientX, event.clientY] } });
}
