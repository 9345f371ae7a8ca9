import '#executors/work.ts';
