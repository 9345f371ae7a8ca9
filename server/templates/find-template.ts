import { ApiError } from '#server/api-error.ts';
import type { TemplateView } from '#server/contract/library.ts';
import type { Store } from '#server/store/contract.ts';
import { builtInTemplates } from './built-in.ts';

/** A template of Filmloom or of the workspace. Throws 404. */
export async function findTemplate({ templates }: Pick<Store, 'templates'>, workspaceId: string, id: string): Promise<TemplateView> {
  const builtIn = (await builtInTemplates()).find((template) => template.id === id);
  if (builtIn) return builtIn;
  const saved = await templates.find(workspaceId, id);
  if (!saved) throw new ApiError(404, 'TEMPLATE_UNKNOWN', `There is no template “${id}”. GET /api/v1/templates lists them.`);
  const { name, description, nodes, graph } = saved;
  return { id, name, description, nodes, builtIn: false, graph: graph as TemplateView['graph'] };
}
