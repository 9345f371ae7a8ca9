import { useState } from 'react';
import { Tabs } from '../ui/tabs.tsx';
import { NodeLibrary } from './node-library.tsx';
import { TemplateLibrary } from './template-library.tsx';

/** What can be put on the canvas: single nodes, or whole templates. */
export function Library() {
  const [tab, setTab] = useState('nodes');
  return (
    <Tabs
      label="Library"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { value: 'nodes', title: 'Nodes', content: <NodeLibrary /> },
        { value: 'templates', title: 'Templates', content: <TemplateLibrary /> },
      ]}
    />
  );
}
