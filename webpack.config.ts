import { resolve } from 'node:path';
import sdk from '@openshift-console/dynamic-plugin-sdk-webpack';
import TerserPlugin from 'terser-webpack-plugin';
import type { Configuration } from 'webpack';

const root = import.meta.dirname;
const production = process.env.NODE_ENV !== 'development';

/** The plugin, as the OpenShift Console loads it: `dist/plugin-manifest.json`, `dist/plugin-entry.js` and lazy chunks. */
const config: Configuration = {
  mode: production ? 'production' : 'development',
  context: root,
  entry: {},
  output: {
    path: resolve(root, 'dist'),
    filename: '[name]-[contenthash:12].js',
    chunkFilename: '[name]-[contenthash:12].js',
    assetModuleFilename: 'assets/[name]-[contenthash:12][ext]',
    clean: true,
  },
  resolve: {
    extensions: ['.tsx', '.ts', '.js'],
    // monaco-yaml's worker still names the editor's files by the paths of before its `exports` map.
    alias: { 'monaco-editor/esm/vs': resolve(root, 'node_modules/monaco-editor/esm/vs') },
  },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        loader: 'swc-loader',
        options: {
          jsc: {
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
            target: 'es2022',
          },
        },
      },
      {
        test: /\.css$/,
        use: [
          'style-loader',
          {
            loader: 'css-loader',
            options: {
              modules: { auto: /\.module\.css$/, namedExport: false, localIdentName: 'virtdeck-[local]-[hash:base64:5]' },
            },
          },
        ],
      },
      { test: /\.(ttf|woff2?|svg|png)$/, type: 'asset/resource' },
      // The editor names workers of its own by URL; ours are given to it, so these would be dead files.
      { test: /node_modules[\\/]monaco-editor[\\/].*\.js$/, parser: { url: false, worker: false } },
    ],
  },
  plugins: [new sdk.ConsoleRemotePlugin()],
  optimization: {
    chunkIds: 'named',
    minimize: production,
    minimizer: [new TerserPlugin({ minify: TerserPlugin.swcMinify, extractComments: false })],
  },
  performance: false,
  devtool: production ? false : 'source-map',
  stats: 'errors-warnings',
};

export default config;
