import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.FILMLOOM_URL ?? 'http://127.0.0.1:4400';

/** The server answers only its own origin, so a request of the development page is made to look like one of its own. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

/** The editor is built into `dist/`, from where the server hands it out. */
export default defineConfig({
  root: 'editor',
  plugins: [react(), tailwindcss()],
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: {
    proxy: {
      '/api': proxied,
      '/socket.io': { ...proxied, ws: true },
    },
  },
});
