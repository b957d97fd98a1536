import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Files smaller than this are sent as they are. */
const COMPRESS_FROM_BYTES = 1024;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });

/** Writes `.br` and `.gz` beside every text file; the server takes one by `Accept-Encoding`. */
function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      // Called after a build that failed as well; its own error is the one to tell.
      if (!existsSync(folder)) return;
      for (const file of filesBelow(folder)) {
        if (!/\.(js|css|svg|json)$/.test(file) || statSync(file).size < COMPRESS_FROM_BYTES)
          continue;
        const bytes = readFileSync(file);
        const brotli = {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        };
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: brotli }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** Where `npm run dev` finds the API. */
const API = process.env.LOGGIA_API ?? 'http://127.0.0.1:8420';

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  // Signing in compares Origin with Host: the proxy leaves both as the browser sent them.
  server: { port: 5173, proxy: { '/v1': { target: API, changeOrigin: false } } },
});
