import '../gpu-agents/loop.ts';
