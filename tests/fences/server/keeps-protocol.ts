import '../gpu-agents/protocol.ts';
