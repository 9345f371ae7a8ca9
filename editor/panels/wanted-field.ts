import { create } from 'zustand';
import { canvas } from '../canvas/instance.ts';
import { useView } from '../stores/view.ts';

export type WantedField = { node: string; param: string };

/** The parameter that the inspector is to bring the focus to. */
export const useWantedField = create<{ wanted: WantedField | null; clear(): void }>()((set) => ({
  wanted: null,
  clear: () => set({ wanted: null }),
}));

/** Selects a node, brings it into sight and, where a parameter is named, opens the inspector on it. */
export function goTo(node: string, param?: string): void {
  const { select, set, inspector } = useView.getState();
  select([node]);
  void canvas()?.fitView({ nodes: [{ id: node }], duration: 160, maxZoom: 1, padding: 0.4 });
  if (param === undefined) return;
  if (!inspector) set({ inspector: true });
  useWantedField.setState({ wanted: { node, param } });
}
