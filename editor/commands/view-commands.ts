import {
  Command as CommandIcon,
  Focus,
  Hand,
  Keyboard,
  Map as MapIcon,
  Maximize,
  Moon,
  MousePointer2,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Plus,
  Settings,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { navigate } from 'wouter/use-browser-location';
import { canvas, newPlace } from '../canvas/instance.ts';
import { fitOptions, setFitted } from '../canvas/use-fit.ts';
import { useView } from '../stores/view.ts';
import type { Command } from './command.ts';

const view = (): ReturnType<typeof useView.getState> => useView.getState();
const smooth = { duration: 160 };

function zoom(way: 'zoomIn' | 'zoomOut'): void {
  setFitted(false);
  void canvas()?.[way](smooth);
}

export const viewCommands: readonly Command[] = [
  {
    name: 'add-node',
    label: 'Add a node …',
    group: 'Add',
    icon: Plus,
    keys: ['Shift+A', 'Space', 'Tab'],
    run: () => view().set({ picker: newPlace() }),
  },
  {
    name: 'fit',
    label: 'Show everything',
    group: 'View',
    icon: Maximize,
    keys: ['1', 'Shift+!'],
    run() {
      setFitted(true);
      void canvas()?.fitView({ ...smooth, ...fitOptions });
    },
  },
  {
    name: 'actual-size',
    label: 'Actual size',
    group: 'View',
    icon: Focus,
    keys: ['0', 'Shift+)'],
    run() {
      setFitted(false);
      void canvas()?.zoomTo(1, smooth);
    },
  },
  {
    name: 'fit-selection',
    label: 'Show the selection',
    group: 'View',
    icon: Focus,
    keys: ['.', 'Shift+@'],
    run() {
      setFitted(false);
      void canvas()?.fitView({ ...smooth, padding: 0.2, maxZoom: 1, nodes: [...view().selected].map((id) => ({ id })) });
    },
  },
  { name: 'zoom-in', label: 'Zoom in', group: 'View', icon: ZoomIn, keys: ['+', '='], run: () => zoom('zoomIn') },
  { name: 'zoom-out', label: 'Zoom out', group: 'View', icon: ZoomOut, keys: ['-'], run: () => zoom('zoomOut') },
  { name: 'hand', label: 'Drag moves the canvas', group: 'View', icon: Hand, keys: ['H'], run: () => view().set({ tool: 'hand' }) },
  { name: 'select', label: 'Drag selects', group: 'View', icon: MousePointer2, keys: ['V'], run: () => view().set({ tool: 'select' }) },
  {
    name: 'minimap',
    label: 'Map of the graph',
    group: 'View',
    icon: MapIcon,
    keys: ['Alt+M'],
    run: () => view().set({ minimap: !view().minimap }),
  },
  {
    name: 'library',
    label: 'Node library',
    group: 'View',
    icon: PanelLeft,
    keys: ['N'],
    run: () => view().set({ library: !view().library }),
  },
  {
    name: 'inspector',
    label: 'Inspector',
    group: 'View',
    icon: PanelRight,
    keys: ['I'],
    run: () => view().set({ inspector: !view().inspector }),
  },
  { name: 'dock', label: 'Run panel', group: 'View', icon: PanelBottom, keys: ['Q'], run: () => view().set({ dock: !view().dock }) },
  {
    name: 'focus',
    label: 'Only the canvas',
    group: 'View',
    icon: Maximize,
    keys: ['F'],
    run() {
      const { library, inspector, dock, set } = view();
      const open = library || inspector || dock;
      set({ library: !open, inspector: !open, dock: !open });
    },
  },
  {
    name: 'theme',
    label: 'Dark or light',
    group: 'View',
    icon: Moon,
    keys: [],
    run: () => view().set({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' }),
  },
  {
    name: 'settings',
    label: 'Settings: keys and spending',
    group: 'View',
    icon: Settings,
    keys: [],
    run: () => navigate('/settings'),
  },
  {
    name: 'command-bar',
    label: 'Command bar',
    group: 'View',
    icon: CommandIcon,
    keys: ['Mod+K'],
    inFields: true,
    run: () => view().set({ commandBar: true }),
  },
  {
    name: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'View',
    icon: Keyboard,
    keys: ['?', 'Mod+Shift+K'],
    run: () => view().set({ shortcuts: true }),
  },
];
