import '#server/contract/runs.ts';
