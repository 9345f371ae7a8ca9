import { type Graph, type Problem, splitPort } from './document.ts';

/** The graph with values put in for its named inputs. Unknown names are problems; the values are checked with the params. */
export function fillInputs(graph: Graph, inputs: Readonly<Record<string, unknown>>): { graph: Graph; problems: Problem[] } {
  const problems: Problem[] = [];
  const nodes = { ...graph.nodes };
  for (const [name, value] of Object.entries(inputs)) {
    const target = Object.hasOwn(graph.inputs, name) ? graph.inputs[name] : undefined;
    const [id, param] = target ? splitPort(target) : ['', ''];
    const node = nodes[id];
    if (!node) {
      const names = Object.keys(graph.inputs);
      problems.push({
        severity: 'error',
        code: 'INPUT_NAME_UNKNOWN',
        message: `This graph has no input “${name}”.${names.length > 0 ? ` It has ${names.map((one) => `“${one}”`).join(', ')}.` : ' It has none.'}`,
      });
      continue;
    }
    nodes[id] = { ...node, params: { ...node.params, [param]: value } };
  }
  return { graph: { ...graph, nodes }, problems };
}
